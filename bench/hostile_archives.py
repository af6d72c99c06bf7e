"""Archives and tables meant to do harm: how long until each is refused, or read to its limit, and what it takes.

Each is read in a process of its own. What is refused by its first bytes, size or archive header is to take 20 ms and
30 MB at most; what must be read to its limit a second and 250 MB.
"""

import hashlib
import random
from collections.abc import Callable, Iterator

from bench.alone import measured_alone
from bench.figure import Figure, median, times_of
from muster.formats.export import Sheet, csv_text, xlsx_bytes
from muster.formats.limits import Reading
from muster.formats.results import read_results
from muster.framework import load_framework
from tests.core.formats.made_tables import (
    CTF,
    HEADINGS,
    PUPIL,
    lying_about_size,
    overlapping,
    table,
    with_sheet,
    zipped,
)

_MEGABYTE = 1_000_000
_UPLOAD = 20 * _MEGABYTE
_READING = Reading(framework=load_framework(2026))

REFUSED: dict[str, Callable[[], bytes]] = {
    "a PDF document of 20 MB": lambda: b"%PDF-1.7\n".ljust(_UPLOAD),
    "an old workbook of 20 MB": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(_UPLOAD, b"\x01"),
    "a file of 21 MB": lambda: CTF.ljust(_UPLOAD + _MEGABYTE),
    "white space of 20 MB": lambda: b" " * _UPLOAD,
    "an archive of 20,000 members": lambda: zipped({f"{number}.xml": b"" for number in range(20_000)}),
    "an archive over the ratio": lambda: zipped({"a.xml": bytes(100 * _MEGABYTE)}),
    "an archive said to unpack to 4 GB": lambda: lying_about_size(zipped({"a.xml": CTF}), 0xFFFFFFF0),
    "an archive of overlapping members": lambda: overlapping(zipped({f"{number}.xml": CTF for number in range(900)})),
    "a workbook of two cells far apart": lambda: with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "a workbook that promises 10,000 million texts": lambda: with_sheet(
        "", xl__sharedStrings=b'<sst uniqueCount="9999999999"/>'
    ),
    "a table of 200,000 rows": lambda: table() + b"A330299923018,Okazqx,Ben,2019-01-02,M,A,B,C,D\r\n" * 200_000,
}
AT_THE_LIMIT: dict[str, Callable[[], bytes]] = {
    "a table of 500,000 cells": lambda: csv_text(HEADINGS, [PUPIL] * 55_000).encode(),
    "a workbook of 250,000 cells": lambda: xlsx_bytes([Sheet("Results", HEADINGS, [PUPIL] * 27_000)]),
    "a workbook of an unusual kind, 200,000 elements": lambda: with_sheet(
        "".join(f"<row  r='{number}'><c/></row>" for number in range(1, 99_000))
    ),
    "a table with a cell of 10 MB": lambda: table() + b'"' + b"x" * 10 * _MEGABYTE + b'"\r\n',
    "a table of one line of 20 MB": lambda: b"x" * _UPLOAD,
    "a table with a quotation mark never closed": lambda: table() + b'"' + b"Okazqx,Ben\r\n" * 40_000,
    "an archive of a member at the upload's limit": lambda: zipped({"a.csv": _noise()}),
}


def _noise() -> bytes:
    """Text at the upload's limit that packs badly."""
    return b"UPN,Reading\n" + random.Random(1).randbytes(9_300_000).hex(" ", 20).replace(" ", "\n").encode()


def figures() -> Iterator[Figure]:
    """Milliseconds and megabytes for each file; the fingerprint of the bytes received is part of each."""
    fingerprint = median(times_of(lambda: hashlib.sha256(bytes(_UPLOAD)).hexdigest(), 5))
    yield Figure("the fingerprint (SHA-256) of 20 MB alone, time", fingerprint, "ms")
    for makers in (REFUSED, AT_THE_LIMIT):
        for name in makers:
            milliseconds, megabytes = measured_alone(_read, _made, name)
            yield Figure(f"{name}, time", milliseconds, "ms")
            if megabytes is not None:
                yield Figure(f"{name}, memory above the file's own", megabytes, "MB")


def _read(content: bytes) -> object:
    return read_results(content, "made-up", _READING)


def _made(name: str) -> bytes:
    return (REFUSED | AT_THE_LIMIT)[name]()


if __name__ == "__main__":
    for figure in figures():
        print(figure, flush=True)
