"""The terminal: what it can show, how wide it is, and progress that only a person sees."""

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper

import click

_NARROWEST, _WIDEST = 60, 120
# Joiners belong to the spelling of some names; other invisible characters could make a terminal lie.
_JOINERS = "\u200c\u200d"


def prepare_streams() -> None:
    """Let no character stop the output: what an old console cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def to_nowhere() -> None:
    """Send the rest of standard output nowhere: whoever read it has gone (`| head`)."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None


def printable(text: str) -> str:
    """The text on one line without a character that a terminal would obey instead of showing."""
    return "".join(c if c.isprintable() or c in _JOINERS else "\ufffd" for c in " ".join(text.split()))


def width() -> int:
    """The width to write in, in characters."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """Text in lines of the terminal's width, each indented; the first line begins with `first`."""
    return textwrap.fill(
        printable(text),
        width(),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def colour() -> bool | None:
    """False where the person has asked for none (NO_COLOR); otherwise the terminal decides."""
    return False if os.environ.get("NO_COLOR") else None


def say(text: str = "") -> None:
    """One line of the answer, on standard output."""
    click.echo(text, color=colour())


def tell(text: str) -> None:
    """A sentence beside the answer, on standard error."""
    click.echo(wrapped(text), err=True)


@contextmanager
def progress(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where that is a terminal; what is yielded is told how many more are done."""
    if not sys.stderr.isatty():
        yield lambda _more: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield bar.update
