"""Servers that end with the test process that started them, even where it is killed."""

import atexit
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

GUARD = Path(__file__).parent / "guard.py"
_PATIENCE = 20


class Guarded:
    """A server that runs under its guard. `folder` is the server's own: it goes when the server ends."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        *,
        end_by: str = "SIGTERM",
        environment: Mapping[str, str] | None = None,
        log: Path | None = None,
        user: int | None = None,
    ) -> None:
        self.log = log or folder / "log"
        whom = "-" if user is None else str(user)
        with self.log.open("ab") as said:
            self._guard = subprocess.Popen(
                [sys.executable, "-I", str(GUARD), str(folder), end_by, whom, *command],
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=None if environment is None else dict(environment),
                start_new_session=True,
            )
        atexit.register(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._guard.poll() is None

    def said(self) -> str:
        """The end of what it wrote, for the message of a failure."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-2000:] if self.log.exists() else ""

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        if self._guard.stdin and not self._guard.stdin.closed:
            self._guard.stdin.close()
            self._guard.wait(_PATIENCE)
            atexit.unregister(self.stop)
