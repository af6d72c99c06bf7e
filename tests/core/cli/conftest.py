"""The command, run inside the test's own process."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from muster.cli.main import main

TODAY = ("--today", "2026-06-26")


class Ran(NamedTuple):
    """What one call of the command gave; the sentences on standard error without their line breaks."""

    status: int
    out: str
    err: str


Muster = Callable[..., Ran]


@pytest.fixture
def muster(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Muster:
    """Call `muster` with these words."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: object) -> Ran:
        status = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Ran(status, out.decode("utf-8"), " ".join(err.decode("utf-8").split()))

    return run


@pytest.fixture
def check(muster: Muster) -> Muster:
    """Call `muster check` as on 26 June 2026."""

    def run(*words: object) -> Ran:
        return muster("check", *words, *TODAY)

    return run
