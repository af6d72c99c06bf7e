"""The roll, the history and the schools of an authority, each school's part by its number."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from muster.checking import BatchPlan, ExpectedStore
from muster.formats.reference import SchoolRow
from muster.records import HistoryRow, RollEntry
from tests.core.checking.made_up import CONTEXT, answers, classes, write_ctf

TAKEN = date(2026, 1, 15)


def entry(estab: str, upn: str = "X330299923017") -> RollEntry:
    return RollEntry(la="330", estab=estab, upn=upn, surname="Okazqxfor", forename="Alex")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ExpectedStore]:
    made = ExpectedStore(tmp_path / "expected.sqlite")
    made.load_roll([entry("2001"), entry("2002"), entry("2001", "L330299923018")])
    made.load_history([HistoryRow("330", "2001", 2025, "reading", 60, 48, 12)])
    made.load_schools([SchoolRow(la="330", estab="3501", urn="100001", name="New Academy", predecessors=("3302001",))])
    yield made
    made.close()


def test_a_school_is_given_its_own_roll(store: ExpectedStore) -> None:
    roll = store.expected(("3302001",), TAKEN).roll
    assert roll is not None
    assert [kept.upn for kept in roll.entries] == ["X330299923017", "L330299923018"]
    assert roll.taken_on == TAKEN


def test_a_school_without_an_entry_has_no_roll(store: ExpectedStore) -> None:
    assert store.expected(("3302009",), TAKEN).roll is None


def test_a_schools_history_is_found_under_its_former_number(store: ExpectedStore) -> None:
    history = store.expected(("3303501", "3302001"), TAKEN).history
    assert history is not None
    assert [row.exs_plus for row in history.rows] == [48]


def test_a_school_is_found_by_its_number_and_by_its_former_one(store: ExpectedStore) -> None:
    assert store.school("3302001") == store.school("3303501")
    assert store.school("3302002") is None


def test_what_was_loaded_can_be_read_by_another_process_of_the_batch(store: ExpectedStore) -> None:
    store.close()
    again = ExpectedStore(store.path)
    assert again.expected(("3302002",), TAKEN).roll is not None
    again.close()


def test_a_file_under_the_former_number_is_the_new_schools(tmp_path: Path, store: ExpectedStore) -> None:
    returns = tmp_path / "returns"
    returns.mkdir()
    write_ctf(returns, "2001", classes(2001, 3))
    store.close()
    (answer,) = answers(returns, plan=BatchPlan(CONTEXT, str(store.path)))
    assert answer.school is not None
    assert (answer.school.number, answer.school.name) == ("3303501", "New Academy")
    assert "F19" in [finding.rule for finding in answer.findings]
