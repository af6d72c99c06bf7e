"""The portal itself, served as in an installation: `muster serve` over the database of the tests."""

import os
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

from django.db import connection

from tests.portal.kept import data_of_this_process
from tests.portal.servers.guarded import Guarded

HOST = "127.0.0.1"
_PATIENCE = 60


class NotServed(Exception):
    """The portal did not come up; the text holds what it said."""


class Served:
    """A portal that answers at `address`."""

    def __init__(self, address: str, guarded: Guarded) -> None:
        self.address = address
        self._guarded = guarded

    def at(self, path_or_link: str) -> str:
        """An address of this portal: for a path, or for a link out of a mail."""
        path = path_or_link.split("://", 1)[-1].partition("/")[2] if "://" in path_or_link else path_or_link.lstrip("/")
        return f"{self.address}/{path}"

    def said(self) -> str:
        """The end of what it wrote to its log."""
        return self._guarded.said()

    def stop(self) -> None:
        """End it."""
        self._guarded.stop()

    def wait(self) -> None:
        """Wait until it answers; raises NotServed where it ends before that."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._guarded.is_running:
            try:
                urlopen(f"{self.address}/", timeout=10).close()  # noqa: S310 - our own address
            except HTTPError as answer:
                answer.close()
                return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
            else:
                return
        raise NotServed(self.said())


def serve(choices: Mapping[str, str] | None = None, *, processes: int = 1) -> Served:
    """Serve the portal over the test database, with these choices of the environment besides (`MUSTER_...`)."""
    port = _free_port()
    address = f"http://{HOST}:{port}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "muster.portal.config.settings",
        "MUSTER_DATABASE": database_address(),
        "MUSTER_DATA": data_of_this_process(),
        "MUSTER_ADDRESS": address,
        **(choices or {}),
    }
    command = [sys.executable, "-m", "muster.cli.main", "serve", "--port", str(port), "--processes", str(processes)]
    guarded = Guarded(command, Path(tempfile.mkdtemp(prefix="muster-served-")), environment=environment)
    served = Served(address, guarded)
    try:
        served.wait()
    except NotServed:
        served.stop()
        raise
    return served


def database_address() -> str:
    """The database of the tests, as the portal's environment says it."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(str(database['NAME'])).absolute()}"
    return f"postgresql://{database['USER']}@{quote(str(database['HOST']), safe='')}/{database['NAME']}"


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])
