"""What a screen reader says of the busiest pages, word for word: each was read through once and pinned.

`MUSTER_TEST_PICTURES=docs` has the trees written anew; read them before they are kept.
"""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from tests.browser.walking import signed_in
from tests.portal.collected import Collected, collect, results_file
from tests.portal.returns.explained import explained
from tests.portal.season import Season
from tests.portal.servers.portal import Served

TREES = Path(__file__).parent / "trees"
FAULTS = {1: {"maths": ""}, 3: {"reading": "A"}}
PAGES = {"task list": "", "pupils": "pupils/", "send": "send/", "results": "results/", "confirm": "confirm/"}
_ADDRESS = re.compile(r"\n *- /url: .*")
_RECEIPT = re.compile(r"\bK\d\d-\w{4}-\w{4}\b")
_MINUTE = re.compile(r"\d{1,2}:\d\d[ap]m")


@pytest.mark.parametrize("name", PAGES)
def test_the_busiest_pages_read_aloud_as_they_should(page: Page, portal: Served, season: Season, name: str) -> None:
    collected = collect(season)
    faults = {} if name == "confirm" else FAULTS
    collected.send(results_file(collected.entries, faults, without=(5,)))
    signed_in(page, portal, season.head)
    school, request = collected.school.public_id, collected.request.public_id
    page.goto(portal.at(f"/schools/{school}/requests/{request}/{PAGES[name]}"))
    _reads_as_pinned(page, name, collected)


def test_a_return_to_check_reads_aloud_as_it_should(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    explained(collected)
    signed_in(page, portal, season.officer)
    school, request = collected.school.public_id, collected.request.public_id
    page.goto(portal.at(f"/authority/schools/{school}/returns/{request}/"))
    _reads_as_pinned(page, "return to check", collected)


def _reads_as_pinned(page: Page, name: str, collected: Collected) -> None:
    said_now = _ADDRESS.sub("", page.locator("main").aria_snapshot())
    tree = _RECEIPT.sub("RECEIPT", _undated(said_now, collected))
    file = TREES / f"{name.replace(' ', '-')}.yml"
    if os.environ.get("MUSTER_TEST_PICTURES") == "docs":
        file.write_text(tree + "\n", encoding="utf-8")
    assert tree == file.read_text(encoding="utf-8").rstrip("\n")


def _undated(tree: str, collected: Collected) -> str:
    """The tree without the days that follow from today."""
    for name in ("opens_at", "deadline", "closes_at"):
        tree = tree.replace(said(getattr(collected.collection, name)), name.upper())
    days: list[tuple[str, datetime]] = [("TODAY", clock.now())]
    days += [(name.upper(), getattr(collected.collection, name)) for name in ("opens_at", "deadline", "closes_at")]
    days.append(("ANSWERS_BY", collected.collection.deadline + timedelta(days=14)))
    for name, moment in days:
        there = moment.astimezone(clock.LONDON)
        day = f"{there.day} {there:%B %Y}"
        tree = tree.replace(f"{there:%A} {day}", name).replace(day, name)
    return _MINUTE.sub("MINUTE", tree)
