"""A sample of what script/verify measures whole: every planted fault is found, and a school is asked little."""

from pathlib import Path

import pytest

from tests.verify import detection, query_load


@pytest.mark.parametrize(("schools", "seed", "share"), [(80, 21, 0.04), (9, 22, 0.3)])
def test_every_planted_fault_is_found_and_no_other_error(tmp_path: Path, schools: int, seed: int, share: float) -> None:
    found = detection.measure(schools, seed, share, tmp_path)
    assert found.planted.total() > 0
    assert found.missed == []
    assert found.false_errors == []


def test_a_school_without_faults_is_asked_little_and_has_no_error(tmp_path: Path) -> None:
    load = query_load.measure(80, 23, tmp_path)
    assert load.errors == 0
    assert load.floods() == []
    assert load.at(0.5) <= query_load.MEDIAN
    assert load.at(0.95) <= query_load.PERCENTILE_95
