"""A person who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from muster.portal.foundation.records import Record


class People(BaseUserManager["Person"]):
    """Finds people by their own address, however it is typed."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address; raises Person.DoesNotExist."""
        return self.get(email=(username or "").strip().lower())

    async def aget_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address; raises Person.DoesNotExist."""
        return await self.aget(email=(username or "").strip().lower())


class Person(AbstractBaseUser, Record):
    """Somebody with their own address; what they may do, their memberships say.

    A person belongs to no authority: an executive head may have schools of two. `session_epoch` goes up to end every
    session of theirs at once. `second_factor` off exists for the demonstration's accounts alone.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)
    second_factor = models.BooleanField(default=True)
    first_in = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must match: it changes with the password, and when the sessions are ended."""
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Keep the address in small letters, by which it is found."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
