"""Every planted mover of made-up authorities is answered as its truth says: a share of 1.00."""

import csv
import json
from pathlib import Path

import pytest

from muster.cli.main import main
from muster.synthesis import synthesise
from tests.verify.movers import measure


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_planted_mover_is_answered_right(seed: int) -> None:
    found = measure(schools=300, seed=seed)
    assert found.planted.total() > 500
    assert len(found.planted) == 22
    assert found.wrong == []


def test_the_command_answers_the_table_of_an_authority_right(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    made = tmp_path / "authority"
    synthesise(made, schools=40, pupils=2000, seed=11, faults=0)
    assert main(["movers", str(made / "movers.csv"), "--json", "--year", "2026"]) == 1
    told = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    with (made / "movers.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["pupil"]: (row["submits"] or None, row["rule"]) for row in csv.DictReader(file)}
    assert [(line["pupil"], (line["submits"], line["rule"])) for line in told] == list(truth.items())
