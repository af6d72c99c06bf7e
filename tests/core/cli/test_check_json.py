"""`muster check --json`: the shape that other people's programs rely on."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.core.cli import made_up
from tests.core.cli.conftest import Muster

KEYS = "schema ruleset file sha256 kind verdict school pupils outcomes findings".split()
FINDING_KEYS = "rule severity upn pupil subject value line message advice".split()


def lines_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_line_is_exactly_as_promised(check: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, science="PK3")))
    ran = check(path, "--json")
    assert lines_of(ran.out) == [
        {
            "schema": 1,
            "ruleset": "ks1-2026.1",
            "file": str(path),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "kind": "ctf",
            "verdict": "errors",
            "school": {"la": "330", "estab": "2001", "urn": None, "name": "Larkzqx Primary School"},
            "pupils": 1,
            "outcomes": {"reading": {"EXS": 1}, "writing": {"WTS": 1}, "maths": {"GDS": 1}, "science": {}},
            "findings": [
                {
                    "rule": "R03",
                    "severity": "error",
                    "upn": made_up.upn(1),
                    "pupil": "Alex Okazqxforb",
                    "subject": "science",
                    "value": "PK3",
                    "line": 21,
                    "message": "Alex Okazqxforb has PK3 for science, and that code does not apply to science.",
                    "advice": "Use HNM instead.",
                }
            ],
        }
    ]


def test_keys_stand_in_the_promised_order(check: Muster, tmp_path: Path) -> None:
    line = lines_of(check(made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, maths="2B"))), "--json").out)[0]
    assert list(line) == KEYS
    assert list(line["findings"][0]) == FINDING_KEYS


def test_findings_that_are_only_counted_are_named_at_the_end(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(n % 1000, upn=f"nonsense{n}", surname=f"Zqx{n}") for n in range(600)]
    line = lines_of(check(made_up.written(tmp_path, made_up.ctf(*pupils)), "--json").out)[0]
    assert list(line) == [*KEYS, "left_out"]
    assert len(line["findings"]) == 500
    assert sum(line["left_out"].values()) > 0


def test_nothing_but_json_is_on_standard_output(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    made_up.written(folder, "Read this first.\n", "README")
    ran = check(folder, "--json")
    assert [line["file"] for line in lines_of(ran.out)] == [made_up.ctf_name(f"330200{n}") for n in range(1, 6)]
    assert "README" in ran.err


def test_paths_keep_the_order_they_were_given_in(check: Muster, tmp_path: Path) -> None:
    second = made_up.written(tmp_path, made_up.ctf(school="3302002"), made_up.ctf_name("3302002"))
    first = made_up.written(tmp_path, made_up.ctf())
    ran = check(second, first, "--json")
    assert [line["file"] for line in lines_of(ran.out)] == [str(second), str(first)]


def test_the_same_files_give_the_same_lines(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    assert check(folder, "--json").out == check(folder, "--json").out


def test_a_file_that_cannot_be_read_has_a_line_too(check: Muster, tmp_path: Path) -> None:
    line = lines_of(check(made_up.written(tmp_path, ""), "--json").out)[0]
    assert (line["kind"], line["school"], line["pupils"]) == (None, None, 0)
    assert [finding["rule"] for finding in line["findings"]] == ["F01"]


def test_without_science_there_is_no_science(check: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, science="PK3")))
    ran = check(path, "--json", "--no-science")
    assert ran.status == 0
    assert list(lines_of(ran.out)[0]["outcomes"]) == ["reading", "writing", "maths"]


def test_names_are_utf8_whatever_the_console_is(check: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    path = made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, surname="Ożazqxński", maths="XYZ")))
    assert lines_of(check(path, "--json").out)[0]["findings"][0]["pupil"] == "Alex Ożazqxński"


def test_the_school_and_its_predecessor_come_from_the_list_of_schools(check: Muster, tmp_path: Path) -> None:
    schools = "la,estab,urn,name,predecessor_la_estab\n330,2999,123456,Newzqx Academy,3302001\n"
    listed = made_up.written(tmp_path, schools, "schools.csv")
    path = made_up.written(tmp_path, made_up.ctf())
    line = lines_of(check(path, "--json", "--schools", listed).out)[0]
    assert line["school"] == {"la": "330", "estab": "2999", "urn": "123456", "name": "Newzqx Academy"}
    assert [finding["rule"] for finding in line["findings"]] == ["F19"]
