"""Where styles and scripts are found: each address carries what the file holds, so browsers may keep it for long."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class Named(StaticFilesStorage):
    """Files in the package; the address ends in a digest, and changes with the file."""

    def url(self, name: str | None, *_args: object, **_kwargs: object) -> str:
        """The file's address; without a digest where no such file was built."""
        plain = super().url(name)
        digest = _digest(name) if name else ""
        return f"{plain}?{digest}" if digest else plain


@cache
def _digest(name: str) -> str:
    found = finders.find(name)
    return sha256(Path(str(found)).read_bytes()).hexdigest()[:12] if found else ""
