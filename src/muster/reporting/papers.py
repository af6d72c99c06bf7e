"""A report as a PDF, and the name of its file."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from muster.reporting.content import Paper
from muster.reporting.content.words import said
from muster.reporting.making import pdf_of

OF_SCHOOLS = frozenset({"authority", "trust"})
"""The kinds of papers that are of several schools."""


def paper_pdf(paper: Paper, made_at: datetime) -> bytes:
    """The paper as a tagged PDF with title, language and bookmarks; `made_at` is the moment that the file tells."""
    return pdf_of(paper.kind, {"paper": _as_told(paper)}, made_at)


def _as_told(paper: Paper) -> dict[str, Any]:
    """What is set of a paper: of a cell its texts, not the share or number that they show."""
    facts: dict[str, Any] = msgspec.to_builtins(paper, enc_hook=str)
    for row in _rows(facts):
        for cell in row["cells"]:
            del cell["share"], cell["number"]
    return facts


def _rows(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in facts["sections"]:
        for part in section["parts"]:
            yield from part.get("rows", ())


def paper_text(paper: Paper) -> bytes:
    """The paper as JSON, from which `paper_of` makes it again."""
    return msgspec.json.encode(paper, enc_hook=str)


def paper_of(text: bytes) -> Paper:
    """The paper that this text was made of, its drawings as plain texts; raises msgspec.DecodeError where of none."""
    return msgspec.json.decode(text, type=Paper)


def file_name(paper: Paper, ending: str = "pdf") -> str:
    """The name of a paper's file: the URN, one underscore, and words without any; of several schools words alone.

    In one widely used file-sending system a name with several underscores goes to every school.
    """
    words = said("file", f"{paper.kind}_{paper.edition}", year=paper.year)
    if paper.kind in OF_SCHOOLS:
        return f"{words} {_plain(paper.school)}".strip() + f".{ending}"
    urn = re.sub(r"[^0-9A-Za-z]", "", paper.urn) or "unknown"
    return f"{urn}_{words}.{ending}"


def _plain(name: str) -> str:
    """The name with letters, digits and single spaces alone, not too long for a file's name."""
    return " ".join(re.sub(r"[^0-9A-Za-z]+", " ", name).split())[:80].strip()
