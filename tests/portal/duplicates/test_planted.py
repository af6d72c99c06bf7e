"""Every mover planted in a made-up authority is found in the portal, and proposed as its truth says."""

from pathlib import Path

import pytest

from tests.verify.two_places import Outcome, measure

pytestmark = pytest.mark.django_db

LEAST_FOUND = 0.8
"""The share of movers of whom enough is left, where whole files are turned away for their faults."""
_CASES = {
    "after",
    "before",
    "dates unknown",
    "dual registration",
    "during, equal days",
    "during, more at the first",
    "during, more at the second",
}


def test_every_planted_mover_is_found_and_proposed_right(tmp_path: Path) -> None:
    outcome = measure(tmp_path / "authority", schools=24, seed=1, keep=1)
    assert {case for case, *_ in outcome.by_case()} == _CASES
    assert {kind for kind, *_ in outcome.by_kind()} == {"elsewhere", "same_upn"}
    assert outcome.is_whole()


def test_beside_planted_faults_nobody_is_missed_whose_schools_files_were_taken(tmp_path: Path) -> None:
    outcome = measure(tmp_path / "authority", schools=24, seed=1, faults=0.05)
    assert outcome.silent
    assert outcome.missed == []
    assert all(map(outcome.is_right, outcome.found))
    assert outcome.others == outcome.by_chance
    assert outcome.crossed
    assert len(outcome.found) >= LEAST_FOUND * len(outcome.planted)


def test_who_is_missed_or_not_planted_is_noticed(tmp_path: Path) -> None:
    outcome = measure(tmp_path / "authority", schools=8, seed=2, keep=1)
    assert outcome.is_whole()
    (number, view), *_ = outcome.found.items()
    fewer = {key: one for key, one in outcome.found.items() if key != number}
    assert not Outcome(outcome.planted, fewer, []).is_whole()
    assert not Outcome(outcome.planted, outcome.found, [view]).is_whole()
