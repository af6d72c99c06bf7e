"""Small results files, archives and workbooks to read, sound ones and hostile ones. All children are made up."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from muster.formats.export import Cell, Sheet, csv_text, xlsx_bytes
from muster.formats.limits import Limits, Reading
from muster.formats.results import read_results
from muster.framework import load_framework
from muster.records import ResultsFile

READING = Reading(framework=load_framework(2026))
HEADINGS = ("UPN", "Surname", "Forename", "DOB", "Sex", "Reading", "Writing", "Maths", "Science")
PUPIL: tuple[str, ...] = ("X330299923017", "Okazqxfor", "Ada", "2019-03-14", "F", "EXS", "WTS", "GDS", "EXS")
CTF = b"""<?xml version="1.0" encoding="utf-8"?>
<CTfile><Header><CTFversion>25.0</CTFversion><SourceSchool><LEA>330</LEA><Estab>2999</Estab></SourceSchool></Header>
<CTFpupilData><Pupil><UPN>X330299923017</UPN><Surname>Okazqxfor</Surname><Forename>Ada</Forename><DOB>2019-03-14</DOB>
<Sex>F</Sex></Pupil></CTFpupilData></CTfile>
"""

SHEET_BEGINS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_ENDS = "</sheetData></worksheet>"


def table(
    headings: Sequence[str] = HEADINGS, rows: Iterable[Sequence[Cell]] = (PUPIL,), above: str = "", delimiter: str = ","
) -> bytes:
    """A results table as CSV."""
    text = csv_text(headings, rows)
    return (above + text.replace(",", delimiter)).encode()


def workbook(headings: Sequence[str] = HEADINGS, rows: Iterable[Sequence[Cell]] = (PUPIL,)) -> bytes:
    """A results table as a workbook of one sheet."""
    return xlsx_bytes([Sheet("Results", headings, rows)])


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip archive of these members, packed; the same whenever it is made, for tests are named by such bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(_of_no_day(name) if isinstance(name, str) else name, content)
    return made.getvalue()


def _of_no_day(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return member


def unzipped(content: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(sheet: str, **parts: bytes) -> bytes:
    """A workbook whose one sheet has this XML between the tags of its data."""
    members = unzipped(workbook())
    members["xl/worksheets/sheet1.xml"] = (SHEET_BEGINS + sheet + SHEET_ENDS).encode()
    members.update({name.replace("__", "/") + ".xml": part for name, part in parts.items()})
    return zipped(members)


def locked(archive: bytes) -> bytes:
    """The archive with its members marked as encrypted."""
    return _patched(_patched(archive, b"PK\x03\x04", 6, "<H", 1), b"PK\x01\x02", 8, "<H", 1)


def lying_about_size(archive: bytes, size: int) -> bytes:
    """The archive with another unpacked size declared for each of its members."""
    return _patched(_patched(archive, b"PK\x03\x04", 22, "<L", size), b"PK\x01\x02", 24, "<L", size)


def overlapping(archive: bytes) -> bytes:
    """The archive with all its members said to begin where the first one does."""
    return _patched(archive, b"PK\x01\x02", 42, "<L", 0)


def _patched(content: bytes, signature: bytes, offset: int, form: str, value: int) -> bytes:
    """The content with a value written at an offset behind each signature."""
    made = bytearray(content)
    at = made.find(signature)
    while at >= 0:
        struct.pack_into(form, made, at + offset, value)
        at = made.find(signature, at + 1)
    return bytes(made)


def read(content: bytes, name: str = "file", limits: Limits = READING.limits, science: bool = True) -> ResultsFile:
    """The results file that the content is, for the collection of 2026."""
    return read_results(content, name, Reading(framework=READING.framework, science=science, limits=limits))


def outcomes(file: ResultsFile) -> list[tuple[str, str]]:
    """Subject and text of each outcome of the file's first pupil."""
    return [(row.subject, row.text) for row in file.pupils[0].outcomes]
