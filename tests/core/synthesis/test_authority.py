"""A made-up authority is written whole, and is the same for ever."""

import csv
from hashlib import sha256
from pathlib import Path

import pytest

from muster.formats.upn import check_letter, is_well_formed
from muster.synthesis import CANARY, SynthesisError, synthesise

GOLDEN = "25c445d6082348ce3941ab3c7dbcb14f35bbc2c77f075f484dabac276ff49fe9"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest(folder: Path) -> str:
    """One hash over the names and bytes of every file."""
    whole = sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + b"\n" + sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def test_the_same_seed_gives_the_same_bytes_for_ever(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=42, pupils=630, seed=7, faults=0.1)
    assert digest(tmp_path) == GOLDEN


def test_another_seed_gives_another_authority(tmp_path: Path) -> None:
    for seed in (1, 2):
        synthesise(tmp_path / str(seed), schools=3, pupils=60, seed=seed, faults=0)
    assert digest(tmp_path / "1") != digest(tmp_path / "2")


def test_what_is_written_is_what_is_summed_up(tmp_path: Path) -> None:
    summary = synthesise(tmp_path, schools=20, pupils=800, seed=3, faults=0.05)
    assert len(list((tmp_path / "returns").iterdir())) == summary.schools == 20
    assert len(rows(tmp_path / "truth.csv")) == summary.faults
    assert len({row["pupil"] for row in rows(tmp_path / "movers.csv")}) == summary.movers
    assert len(rows(tmp_path / "schools.csv")) == 20


def test_the_roll_has_as_many_pupils_as_asked_for(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=20, pupils=800, seed=3, faults=0)
    assert len(rows(tmp_path / "roll.csv")) == 800


def test_every_upn_on_the_roll_is_right_and_nobody_elses(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=20, pupils=800, seed=3, faults=0)
    upns = [row["upn"] for row in rows(tmp_path / "roll.csv")]
    assert all(is_well_formed(upn) and upn[0] == check_letter(upn) for upn in upns)
    assert len(set(upns)) == len(upns)


def test_history_has_three_years_of_four_subjects_that_make_sense(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=20, pupils=800, seed=3, faults=0)
    history = rows(tmp_path / "history.csv")
    assert {row["year"] for row in history} == {"2023", "2024", "2025"}
    assert len(history) == 20 * 3 * 4
    assert all(0 <= int(row["gds"]) <= int(row["exs_plus"]) <= int(row["eligible"]) for row in history)


def test_every_surname_carries_the_canary_where_asked_for(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=12, pupils=300, seed=3, faults=0, canary=True)
    assert all(CANARY in row["surname"] for row in rows(tmp_path / "roll.csv"))
    assert all(CANARY in row["head"] for row in rows(tmp_path / "schools.csv"))


def test_no_surname_carries_the_canary_otherwise(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=12, pupils=300, seed=3, faults=0)
    assert not any(CANARY in row["surname"] for row in rows(tmp_path / "roll.csv"))


def test_another_year_has_its_own_dates(tmp_path: Path) -> None:
    synthesise(tmp_path, schools=2, pupils=40, seed=3, faults=0, year=2027, la="331")
    born = sorted(row["dob"] for row in rows(tmp_path / "roll.csv"))
    assert born[0] >= "2018-06-01"
    assert born[-1] >= "2019-09-01"
    assert {row["la"] for row in rows(tmp_path / "schools.csv")} == {"331"}


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    synthesise(tmp_path, schools=11, pupils=110, seed=3, faults=0, progress=told.append)
    assert sum(told) == 11


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(SynthesisError, match="not empty"):
        synthesise(tmp_path, schools=2, pupils=40, seed=3, faults=0)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("schools", "pupils", "faults", "la"),
    [
        (0, 10, 0.0, "330"),
        (5, 4, 0.0, "330"),
        (2, 40, 1.5, "330"),
        (2, 40, -0.1, "330"),
        (2, 40, 0.0, "33"),
        (2, 40, 0.0, "٣٣٠"),
    ],
)
def test_what_makes_no_authority_is_refused(tmp_path: Path, schools: int, pupils: int, faults: float, la: str) -> None:
    with pytest.raises(SynthesisError):
        synthesise(tmp_path / "new", schools=schools, pupils=pupils, seed=1, faults=faults, la=la)
    assert not (tmp_path / "new").exists()
