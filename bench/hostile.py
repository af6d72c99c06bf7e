"""XML meant to do harm: how long until each file is refused, or read to its limit, and what it takes.

What is refused by its size, DOCTYPE or depth is to take 20 ms and 30 MB at most; what must be parsed to its limit
a second and 250 MB.
"""

from collections.abc import Iterator

from bench.alone import measured_alone
from bench.figure import Figure
from muster.formats.ctf_reader import read_ctf
from muster.formats.limits import Reading
from muster.framework import load_framework
from muster.records import ResultsFile
from tests.core.formats.hostile_xml import DOCTYPES, READ, REFUSED, REFUSED_ONCE_PARSED


def figures() -> Iterator[Figure]:
    """Milliseconds and megabytes for each file, and the worst of those refused and of those read."""
    yield from _group("refused", [*DOCTYPES, *REFUSED])
    yield from _group("parsed to the limit", [*REFUSED_ONCE_PARSED, *READ])


def _group(said: str, names: list[str]) -> Iterator[Figure]:
    most_milliseconds = most_megabytes = 0.0
    for name in names:
        milliseconds, megabytes = measured_alone(_read, _content, name)
        yield Figure(f"{name}, time", milliseconds, "ms")
        if megabytes is not None:
            yield Figure(f"{name}, memory above the file's own", megabytes, "MB")
        most_milliseconds = max(most_milliseconds, milliseconds)
        most_megabytes = max(most_megabytes, megabytes or 0.0)
    yield Figure(f"all that are {said}, longest time", most_milliseconds, "ms")
    yield Figure(f"all that are {said}, most memory", most_megabytes, "MB")


def _content(name: str) -> bytes:
    if name in DOCTYPES:
        return DOCTYPES[name]
    make, size = (REFUSED | REFUSED_ONCE_PARSED | READ)[name]
    return make(size)


def _read(content: bytes) -> ResultsFile:
    return read_ctf(content, "made-up.xml", "", Reading(framework=load_framework(2026)))


if __name__ == "__main__":
    for figure in figures():
        print(figure, flush=True)
