"""Our own checks of a paper, beside those of PDF/UA's: what a reader who listens to it would miss."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf

_HEADINGS = ("/H1", "/H2", "/H3")


def found_against(path: Path) -> Iterator[str]:
    """What is wrong with the PDF, a sentence a finding; nothing where all is well."""
    with pikepdf.open(path) as pdf:
        parts = list(_parts(pdf.Root.StructTreeRoot.K))
        yield from _whole(pdf)
        yield from _order([str(part.S) for part in parts if str(part.S) in _HEADINGS])
        for part in parts:
            yield from _part(part)


def _parts(given: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every part of the structure, from the first that is read to the last."""
    for one in given if isinstance(given, pikepdf.Array) else [given]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            yield from _parts(one.get("/K", pikepdf.Array()))


def _whole(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Lang" not in pdf.Root:
        yield "It does not say its language."
    if not _says(pdf, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "Its window would show the file's name, not its title."
    if not _says(pdf, "/MarkInfo", "/Marked"):
        yield "It is not tagged."
    for number, page in enumerate(pdf.pages, 1):
        if str(page.get("/Tabs", "")) != "/S":
            yield f"On page {number} the order of stops is not that of reading."
        yield from (f"On page {number} {text}" for text in _unmarked(page))


def _says(pdf: pikepdf.Pdf, where: str, what: str) -> bool:
    """Whether the PDF says so of itself."""
    return where in pdf.Root and bool(pdf.Root[where].get(what))


def _unmarked(page: pikepdf.Page) -> Iterator[str]:
    """Text that is neither part of the structure nor said to be of the page alone."""
    depth = 0
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if name in ("Tj", "TJ") and not depth:
            yield "a text is not tagged."


def _order(headings: list[str]) -> Iterator[str]:
    if headings[:1] != ["/H1"] or headings.count("/H1") != 1:
        yield "It has not one first heading."
    for before, after in pairwise(headings):
        if int(after[2:]) > int(before[2:]) + 1:
            yield "A level of headings is left out."


def _part(part: pikepdf.Dictionary) -> Iterator[str]:
    if str(part.S) == "/Figure" and not str(part.get("/Alt", "")).strip():
        yield "A drawing is not told in words."
    if str(part.S) == "/Table":
        yield from _table([str(one.S) for one in _parts(part.K)])
    if str(part.S) == "/TH" and "/Scope" not in str(part.get("/A", "")):
        yield "A head of a table does not say what it heads."


def _table(parts: list[str]) -> Iterator[str]:
    if parts.count("/Caption") != 1:
        yield "A table has not one caption."
    if "/TH" not in parts:
        yield "A table has no heads."
