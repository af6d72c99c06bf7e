"""A temporary SQLite file for what a large batch must not hold in memory. Nothing of it outlives the run."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_SPEED = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA temp_store = MEMORY")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that only this user may read, deleted at the end with all that is in it."""
    with TemporaryDirectory(prefix="muster-") as folder:
        yield Path(folder)


def open_scratch(path: Path) -> sqlite3.Connection:
    """A connection to a scratch database: fast, and worthless after a crash."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _SPEED:
        connection.execute(pragma)
    return connection
