"""What script/verify does with its figures, and how it prepares the rules for mutation."""

import zipfile
from pathlib import Path

import pytest

from tests.verify import __main__ as verify
from tests.verify import assurance, mutation, wheel
from tests.verify.assurance import Row

WHEEL = Row("wheel", "met", "wheel size: 80 KB", "abc1234", "Linux x86_64, 2 cores", "2026-06-26")
DETECTION = Row("detection", "missed", "recall: 0.99", "abc1234", "Linux x86_64, 2 cores", "2026-06-26")


def test_a_part_is_recorded_in_its_place(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "assurance.md"
    assurance.record(WHEEL, page)
    assurance.record(DETECTION, page)
    assert assurance.read_rows(page) == [DETECTION, WHEEL]


def test_a_newer_figure_replaces_the_former(tmp_path: Path) -> None:
    page = tmp_path / "assurance.md"
    assurance.record(DETECTION, page)
    newer = DETECTION._replace(result="met", figures="recall: 1.00")
    assurance.record(newer, page)
    assert assurance.read_rows(page) == [newer]


def test_a_figure_does_not_break_the_table(tmp_path: Path) -> None:
    page = tmp_path / "assurance.md"
    assurance.record(WHEEL._replace(figures="a | b: 1 file"), page)
    assert [row.figures for row in assurance.read_rows(page)] == ["a / b: 1 file"]


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main(["mutatoin"]) == 2
    assert "mutatoin" in capsys.readouterr().err


def test_decorators_become_calls_in_the_same_order() -> None:
    source = '@outer\n@rule("P01")\ndef missing(x: int) -> int:\n    return x\n\n\nafter = missing\n'
    assert mutation.undecorated(source) == (
        "def missing(x: int) -> int:\n    return x\nmissing = rule('P01')(missing)\nmissing = outer(missing)\n\n\n"
        "after = missing\n"
    )


def test_methods_keep_their_decorators() -> None:
    source = "class View:\n    @property\n    def upn(self) -> str: ...\n"
    assert mutation.undecorated(source) == source


def test_a_file_that_the_wheel_lacks_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "muster.whl"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("muster/__init__.py", "")
    missing = wheel.missing_from(empty)
    assert "muster/py.typed" in missing
    assert "muster/__init__.py" not in missing
