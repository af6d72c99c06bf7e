"""The examples as real files for suppliers: a folder an example, and what `muster check --json` says of each."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from muster.cli.main import main
from muster.records import Expected, HistoryRow, RollEntry
from tests.conformance.building import content_of, expected_of, header_of, told_of
from tests.conformance.form import Case, Example, FileForm, Told, examples
from tests.conformance.running import Said, forms_of, wanted_of
from tests.conformance.tables import csv_text
from tests.house.tree import ROOT

FOLDER = ROOT / "examples"
EXPECTED = "expected.jsonl"
_LARGEST = 100_000
_COMMAND_CAN_SAY = {"school", "predecessors", "la", "science", "today"}
# What is compressed differs from machine to machine, and virus scanners stop both.
_KEPT_BACK = {"zip_bomb", "billion_laughs"}


@cache
def written() -> tuple[Example, ...]:
    """The examples that are small enough to be files, and that the command's options can ask for."""
    return tuple(example for example in examples() if _can_be_written(example.case))


def write(folder: Path) -> None:
    """Write every example's files, and beside them what is expected of each, one line an example."""
    lines = []
    for example in written():
        place = folder / example.name
        options = _write_files(example.case, place)
        answers = _answers(example, place, [str(folder / o) if o.startswith(example.name) else o for o in options])
        line = {"example": example.name, "case": example.case.case, "rule": example.rule, "finds": example.fails}
        lines.append(line | {"path": _path(example), "options": options, "answers": answers})
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / EXPECTED).write_bytes(text.encode("utf-8"))


def _can_be_written(case: Case) -> bool:
    if case.made_by in _KEPT_BACK or set(case.told) - _COMMAND_CAN_SAY:
        return False
    if len(case.told.get("predecessors", [])) > 1:
        return False
    return sum(len(content_of(form)) for form in forms_of(case)) <= _LARGEST


def _path(example: Example) -> str:
    return example.name if example.case.other else f"{example.name}/{example.case.name}"


def _write_files(case: Case, place: Path) -> list[str]:
    """Write an example's files and tables; the options that the command needs for it."""
    place.mkdir(parents=True)
    told = told_of(case)
    for form in forms_of(case):
        (place / form.name).write_bytes(content_of(form))
    archive = case.made_by.startswith("zip_")
    school = told.school or (_number(case) if archive else None)
    options = ["--year", str(told.year), "--today", told.today]
    options += ["--school", school] if school else []
    options += ["--la", told.la] if told.la else []
    options += [] if told.science else ["--no-science"]
    for option, rows in _tables(case, told):
        table = place / f"{option}.csv"
        table.write_bytes(csv_text(rows).encode("utf-8"))
        options += [f"--{option}", f"{place.name}/{table.name}"]
    return options


def _tables(case: Case, told: Told) -> list[tuple[str, list[list[str]]]]:
    held = [expected_of(form, told) for form in forms_of(case)]
    tables = [("roll", _roll(held)), ("history", _history(held)), ("schools", _schools(told))]
    return [(option, rows) for option, rows in tables if len(rows) > 1]


def _roll(held: list[Expected]) -> list[list[str]]:
    columns = list(RollEntry.__struct_fields__)
    entries = [entry for expected in held if expected.roll for entry in expected.roll.entries]
    return [columns, *([_cell(getattr(entry, column)) for column in columns] for entry in entries)]


def _history(held: list[Expected]) -> list[list[str]]:
    columns = list(HistoryRow.__struct_fields__)
    counts = [row for expected in held if expected.history for row in expected.history.rows]
    return [columns, *([_cell(getattr(row, column)) for column in columns] for row in counts)]


def _schools(told: Told) -> list[list[str]]:
    rows = [["la", "estab", "urn", "name", "predecessor_la_estab"]]
    if told.school and told.predecessors:
        rows.append([told.school[:3], told.school[3:], "", "", told.predecessors[0]])
    return rows


def _number(form: FileForm) -> str:
    header = header_of(form)
    return f"{header['la']}{header['estab']}"


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _answers(example: Example, place: Path, options: list[str]) -> list[dict[str, Any]]:
    """What the command says of an example, but for its sentences, which are no promise.

    Raises ValueError where that is not what the example wants.
    """
    path = place if example.case.other else place / example.case.name
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(output), redirect_stderr(io.StringIO()):
        main(["check", "--json", *options, str(path)])
    output.seek(0)
    answers: list[dict[str, Any]] = [msgspec.json.decode(line) for line in output]
    for form, answer in zip(forms_of(example.case), answers, strict=True):
        said = [Said(f["rule"], f["upn"], f["subject"], f["value"]) for f in answer["findings"]]
        if said != wanted_of(form):
            raise ValueError(f"{example.name}: the command says {said}, and the example wants {wanted_of(form)}")
        answer["file"] = Path(answer["file"]).name
        for finding in answer["findings"]:
            del finding["message"], finding["advice"]
    return answers
