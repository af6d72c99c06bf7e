"""Writes docs/movers.md: every case of pupils who changed school, with an example and what is answered of it.

`python -m tests.house.movers_page` writes the page; a test compares it.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from muster.framework import load_framework
from muster.movers import (
    Answer,
    Period,
    Place,
    Registration,
    Source,
    Spell,
    Task,
    need_in_words,
    origin_of,
    source_in_words,
    task_in_words,
    who_submits,
)
from muster.rules.sentences import day_in_words, listed
from tests.house.movers_cases import CASES, SETTLED_ALL_THE_SAME, UNNAMED, Case
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "movers.md"
GUIDANCE = ROOT / "docs" / "guidance.csv"
ROWS = ("141", "142", "143")
"""The lines of the guidance in which its table on pupils who changed school has its three rows."""

_DATES = load_framework(2026).dates
PERIOD = Period(_DATES.test_period_from, _DATES.test_period_to)
_PLACES = {
    Place.AUTHORITY: "a school in the authority",
    Place.ENGLAND: "a school in another English authority",
    Place.NATIONS: "Wales, Scotland or Northern Ireland",
    Place.ABROAD: "abroad",
    Place.INDEPENDENT: "an independent school",
    Place.HOME: "home education",
    Place.UNKNOWN: "somewhere not known",
}
_INTRODUCTION = """# Who submits a pupil who changed school

Written by `python -m tests.house.movers_page` from what `muster.movers` answers, never by hand.

The test period is {first} to {last}. Days are calendar days of it on a school's roll: the day of entry
counts, and the day of leaving is the last. `muster movers` answers for a table of pupils: [checking.md](checking.md).

The guidance has three rows on this, and is advice: nothing obliges a school to submit a pupil. What it does not say is
decided here, and the headings say which of the two an answer follows. What no case below names follows from the days:

- The school with most days in the test period submits. If it takes no part, the school that received the pupil from it
  does; if there is none, the school that had the pupil before it during the test period.
- Where nobody had the pupil in it, the school that received the pupil last after it submits. Nobody submits a pupil who
  left before it.
- An unknown date is tried as every day. If the same school submits whichever it is, that school submits; otherwise the
  schools are asked. Dates that contradict each other are treated alike.
"""
_HEADINGS = ("Case", "The pupil's times at schools", "Days", "Submits", "Rule", "What to do, or what is needed")


def page() -> str:
    """The page as it should be."""
    first, last = (day_in_words(day.isoformat()) for day in (PERIOD.first, PERIOD.last))
    parts = [_INTRODUCTION.format(first=first, last=last)]
    for title, cases in groupby(CASES, key=lambda case: _chapter(answer_to(case).source)):
        parts.append(f"## {title}\n")
        parts.extend(_guidance_says(title))
        for source, together in groupby(cases, key=lambda case: answer_to(case).source):
            parts.append("\n".join([f"{source_in_words(source)}\n", *_table(together), ""]))
    parts.append("\n".join(["## Something is missing, and does not matter\n", *_table(SETTLED_ALL_THE_SAME), ""]))
    parts.append("\n".join(["## A school is not named\n", *_table(UNNAMED), ""]))
    return "\n".join(parts)


def answer_to(case: Case) -> Answer:
    """What is answered of the case's example."""
    return who_submits(case.spells, PERIOD)


def guidance_rows() -> dict[str, list[str]]:
    """What the guidance's three rows say, by line."""
    with GUIDANCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {line: [row["says"] for row in rows if row["line"] == line] for line in ROWS}


def row_of(source: Source) -> str:
    """The line of the guidance's row that a source is, "" for a decision of ours."""
    whose, _, number = origin_of(source).partition(", row ")
    return ROWS[int(number) - 1] if whose == "guidance" else ""


def _chapter(source: Source) -> str:
    line = row_of(source)
    return f"The guidance, row {ROWS.index(line) + 1}" if line else "Decided here"


def _guidance_says(title: str) -> Iterator[str]:
    number = title.rpartition(" ")[2]
    if number.isdecimal():
        yield from (f"> {says}.\n" for says in guidance_rows()[ROWS[int(number) - 1]])


def _table(cases: Iterable[Case]) -> Iterator[str]:
    yield f"| {' | '.join(_HEADINGS)} |"
    yield f"|{'---|' * len(_HEADINGS)}"
    for case in cases:
        answer = answer_to(case)
        cells = (
            case.name,
            "; ".join(_spell(spell) for spell in case.spells),
            ", ".join(f"{school}: {days}" for school, days in answer.days.items()),
            answer.submits or "nobody",
            answer.rule,
            "; ".join((*_needs(answer), *_tasks(answer))),
        )
        yield f"| {' | '.join(cells)} |"


def _spell(spell: Spell) -> str:
    dual = "second roll" if spell.registration is Registration.DUAL else ""
    part = "" if spell.participating else "takes no part"
    came = f"came from {_PLACES[spell.came_from]}" if spell.came_from else ""
    told = "which has submitted" if spell.submitted_there else ""
    went = f"went to {_PLACES[spell.went_to]}" if spell.went_to else ""
    said = ", ".join(filter(None, (dual, part, came, told, went)))
    return f"{spell.school} {_day(spell.entry)} to {_day(spell.leaving)}{f' ({said})' if said else ''}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"


def _needs(answer: Answer) -> Iterator[str]:
    if answer.needs:
        yield f"needed: {listed([need_in_words(need) for need in answer.needs])}"


def _tasks(answer: Answer) -> Iterator[str]:
    for school, tasks in groupby(
        (one for one in answer.to_do if one.what is not Task.SAY), key=lambda to_do: to_do.school
    ):
        yield f"{school}: {', then '.join(task_in_words(to_do.what) for to_do in tasks)}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
