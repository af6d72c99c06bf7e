"""Pairs planted at two schools, with the truth of each beside them."""

from collections import Counter
from pathlib import Path

import pytest

from muster.synthesis import SynthesisError, synthesise
from muster.synthesis.doubles import VARIETIES
from tests.core.synthesis.test_authority import digest, rows
from tests.verify import likeness

GOLDEN = "6387e859b0db558988cc99beab875b146a5f1414d36ab80f92b92d514fbf4c41"


def test_the_same_seed_plants_the_same_pairs_for_ever(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=20, pupils=800, seed=7, faults=0.05, duplicates=0.1)
    assert digest(tmp_path) == GOLDEN


def test_without_pairs_there_is_no_table_of_them(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=3, pupils=60, seed=7, faults=0)
    assert not (tmp_path / "duplicates.csv").exists()


def test_every_variety_is_planted_and_told(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=40, pupils=2000, seed=7, faults=0, duplicates=0.1)
    planted = rows(tmp_path / "duplicates.csv")
    assert {row["variety"].partition(";")[0] for row in planted} == set(VARIETIES)
    assert len(planted) == pytest.approx(200, rel=0.2)
    told = Counter((row["kind"] == "none", row["same_child"]) for row in planted)
    assert set(told) == {(True, "N"), (False, "Y")}
    assert min(told.values()) > 40


def test_nothing_else_of_the_authority_changes(tmp_path: Path) -> None:
    for name, share in (("without", 0.0), ("with", 0.1)):
        synthesise(tmp_path / name, schools=16, pupils=640, seed=7, faults=0, duplicates=share)
    for table in ("roll.csv", "history.csv", "schools.csv", "movers.csv"):
        assert (tmp_path / "with" / table).read_bytes() == (tmp_path / "without" / table).read_bytes()


def test_both_pupils_of_a_pair_are_in_the_files_of_two_schools(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=16, pupils=640, seed=7, faults=0, duplicates=0.1)
    sent = {(claim.school, claim.upn, claim.forename) for claim in likeness.claims(tmp_path)}
    for row in rows(tmp_path / "duplicates.csv"):
        assert row["estab"] != row["other_estab"]
        assert (row["estab"], row["upn"], row["forename"]) in sent
        assert (row["other_estab"], row["other_upn"], row["other_forename"]) in sent


def test_what_is_no_share_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="share"):
        synthesise(tmp_path / "new", schools=2, pupils=40, seed=1, faults=0, duplicates=1.5)
