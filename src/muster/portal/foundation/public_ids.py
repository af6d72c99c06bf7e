"""The ids that stand in addresses: random, and saying nothing of how many there are."""

import secrets
from typing import Any

from django.db import models

LENGTH = 16
# Without vowels no words come about; without 0, 1 and l nothing is misread aloud. 29 ** 16 is about 2 ** 77.
_ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"


def new_public_id() -> str:
    """A new random id of 16 small letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField[str, str]):
    """A row's id in addresses: set once, unique, never changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        fixed = {"max_length": LENGTH, "unique": True, "editable": False, "default": new_public_id}
        super().__init__(*args, **(kwargs | fixed))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations: the field without what is always so."""
        name, path, args, kwargs = super().deconstruct()
        for always in ("max_length", "unique", "editable", "default"):
            kwargs.pop(always, None)
        return name, path, args, kwargs
