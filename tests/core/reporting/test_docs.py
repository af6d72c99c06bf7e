"""The page on reports: it explains every number that a report has, and its links lead somewhere."""

import re
from collections.abc import Iterator

import pytest

from muster.reporting.content import Table
from muster.reporting.content.words import said
from tests.core.reporting.test_papers import PAPERS
from tests.house.tree import ROOT

TEXT = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
MEASURES = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = [row for row in _ROW.findall(TEXT.split("### Every number")[1].split("### ")[0]) if row[0] != "---"][1:]
"""What each row names, the number, its formula, its source."""
SCHOOLS = {name: paper for name, paper in PAPERS.items() if paper.urn}


def captions() -> Iterator[str]:
    """The captions of every table of schools' reports."""
    for paper in SCHOOLS.values():
        for section in paper.sections:
            yield from (part.caption for part in section.parts if isinstance(part, Table) and section.key != "reached")


def pattern(named: str) -> re.Pattern[str]:
    """A caption as the page names it: with what differs from report to report in braces."""
    return re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(named)))


def test_every_table_of_every_report_is_explained() -> None:
    named = [pattern(row[0]) for row in ROWS]
    assert [one for one in sorted(set(captions())) if not any(given.fullmatch(one) for given in named)] == []


@pytest.mark.parametrize("heading", sorted({one.heading for paper in SCHOOLS.values() for one in paper.sections}))
def test_every_part_of_a_report_is_named(heading: str) -> None:
    assert heading in TEXT


@pytest.mark.parametrize("verdict", ["higher", "lower", "not_clear"])
def test_what_is_said_of_a_difference_is_explained(verdict: str) -> None:
    assert said("verdict", verdict) in TEXT


def test_every_number_has_a_formula_and_a_source() -> None:
    assert len(ROWS) > 25
    assert all(formula.strip() and source.strip() for _, _, formula, source in ROWS)


def test_every_link_to_a_measure_leads_to_one() -> None:
    headings = re.findall(r"^#+ (.+)$", MEASURES, re.MULTILINE)
    there = {re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in headings}
    linked = re.findall(r"measures\.md#([\w-]+)", TEXT)
    assert len(linked) > 15
    assert set(linked) <= there
