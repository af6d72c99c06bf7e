"""The demonstration's own installation: a folder with its keys, made once, its database and its files."""

import base64
import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

_KEY_BYTES = 32
_SECRET_BYTES = 48


def make_environment(file: Path) -> dict[str, str]:
    """The demonstration's keys, as environment variables: read from the file, made and written there the first time.

    The file is its owner's alone to read; who loses it loses the demonstration's data with it.
    """
    if not file.exists():
        made = {
            "MUSTER_SECRET": secrets.token_urlsafe(_SECRET_BYTES),
            "MUSTER_KEYS": f"demonstration:{_key()}",
            "MUSTER_AUDIT_KEY": _key(),
            "MUSTER_DEMONSTRATION": "1",
        }
        _write(file, "".join(f"{name}={value}\n" for name, value in made.items()))
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line)


def settle(environment: MutableMapping[str, str], folder: Path, port: int) -> None:
    """Let this process and those it starts be the demonstration in the folder, whatever they were told before."""
    keys = make_environment(folder / "environment")
    for name in [name for name in environment if name.startswith("MUSTER_") and name != "MUSTER_TRACEBACK"]:
        del environment[name]
    environment.update(keys)
    environment["MUSTER_DATA"] = str(folder / "portal")
    environment["MUSTER_ADDRESS"] = f"http://127.0.0.1:{port}"
    environment["DJANGO_SETTINGS_MODULE"] = "muster.portal.config.settings"


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and never for others to read."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    unfinished.replace(file)
