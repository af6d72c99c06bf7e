"""The ids that stand in addresses: random, and saying nothing of how many there are."""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

LENGTH = 16
# Without vowels no words come about; without 0, 1, l and z (a 2 in handwriting) nothing is misread. 27 ** 16 is about
# 2 ** 76. No z also means that no id can hold the syllable by which the tests look for a name.
_ALPHABET = b"bcdfghjkmnpqrstvwxy23456789"
# A random byte is a letter, every letter equally often; the few bytes left over are passed by.
_LETTERS = bytes(_ALPHABET[byte % len(_ALPHABET)] for byte in range(256))
_LEFT_OVER = bytes(range(256 - 256 % len(_ALPHABET), 256))


def new_public_id() -> str:
    """A new random id of 16 small letters and digits."""
    letters = b""
    while len(letters) < LENGTH:
        letters += secrets.token_bytes(2 * LENGTH).translate(_LETTERS, _LEFT_OVER)
    return letters[:LENGTH].decode("ascii")


# The stubs' fields say their types; Django's own cannot be asked for them.
if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class PublicIdField(_Text):
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
