"""`muster rules`, `muster synthesise`, and the command by itself."""

import csv
import errno
import json
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import muster as package
from muster.cli import main as main_module
from muster.cli import synthesise_run
from muster.cli.main import main
from muster.cli.rules_text import LEVEL_WORDS, NEEDS_WORDS
from muster.rules import catalogue, rules_of
from muster.rules.sentences import in_brackets
from tests.core.cli import made_up
from tests.core.cli.conftest import Muster


def test_every_rule_is_shown(muster: Muster) -> None:
    out = muster("rules").out
    assert [rule.id for rule in rules_of(2026) if f"  {rule.id}  {rule.title} (" not in out] == []


def test_every_rule_is_in_the_json(muster: Muster) -> None:
    told = json.loads(muster("rules", "--json").out)
    assert [(rule["id"], rule["severity"], rule["rule"]) for rule in told] == [
        (rule.id, rule.severity, rule.rule) for rule in rules_of(2026)
    ]


def test_a_year_without_rules_is_refused(muster: Muster) -> None:
    ran = muster("rules", "--year", 1066)
    assert ran.status == 2
    assert "1066" in ran.err


def test_each_level_and_need_has_words() -> None:
    assert {rule.level for rule in catalogue().values()} <= set(LEVEL_WORDS)
    assert {rule.needs for rule in catalogue().values()} <= set(NEEDS_WORDS)


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{who} has no UPN.", "<who> has no UPN."),
        ("{count} of {pupils:pupil|pupils}", "<count> of <pupils> pupils"),
        ("on {made:date}, in {line_word} {line}", "on <made>, in <line word> <line>"),
    ],
)
def test_templates_are_shown_with_their_places_in_brackets(template: str, shown: str) -> None:
    assert in_brackets(template) == shown


def test_an_authority_is_made_and_checks(muster: Muster, tmp_path: Path) -> None:
    out = tmp_path / "authority"
    ran = muster("synthesise", "--schools", 3, "--pupils", 60, "--seed", 7, "--faults", 0.1, "--out", out)
    assert ran.status == 0
    assert ran.err == ""
    assert "3 schools" in ran.out
    with (out / "truth.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file))
    tables = [part for name in ("roll", "history", "schools") for part in (f"--{name}", out / f"{name}.csv")]
    assert muster("check", out / "returns", "--today", "2026-06-26", *tables).status in (0, 1)


def test_an_authority_that_cannot_be_is_refused_with_a_sentence(muster: Muster, tmp_path: Path) -> None:
    ran = muster("synthesise", "--schools", 3, "--pupils", 60, "--year", 1066, "--out", tmp_path / "authority")
    assert ran.status == 2
    assert "1066" in ran.err


def test_an_authority_needs_a_folder_that_can_be_written(muster: Muster, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = muster("synthesise", "--schools", 3, "--pupils", 60, "--out", tmp_path / "file" / "deep")
    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_help_names_every_command(muster: Muster) -> None:
    out = muster("--help").out
    assert [name for name in ("check", "rules", "convert", "movers", "synthesise") if f"\n  {name} " not in out] == []


def test_the_version_is_the_packages(muster: Muster) -> None:
    assert muster("--version").out == f"muster {package.__version__}\n"


def test_an_unknown_command_is_refused(muster: Muster) -> None:
    ran = muster("chekc")
    assert ran.status == 2
    assert "chekc" in ran.err


def test_a_file_named_alone_is_told_how_to_check_it(muster: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf())
    ran = muster(path)
    assert ran.status == 2
    assert f"muster check {path}" in ran.err


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [(KeyboardInterrupt(), 130, "Stopped."), (BrokenPipeError(errno.EPIPE, "Broken pipe"), 2, "")],
)
def test_an_end_from_outside_is_quiet(
    muster: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException, status: int, said: str
) -> None:
    def ended(*_args: object) -> None:
        raise raised

    monkeypatch.setattr(synthesise_run, "say", ended)
    monkeypatch.setattr(main_module, "to_nowhere", lambda: None)
    for stream in ("stdout", "stderr"):  # click puts others in their place
        monkeypatch.setattr(sys, stream, getattr(sys, stream))
    ran = muster("synthesise", "--schools", 1, "--pupils", 10, "--out", tmp_path / "authority")
    assert (ran.status, ran.err) == (status, said)


def test_the_place_of_a_fault_of_ours_is_shown_on_request(
    muster: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(synthesise_run, "synthesise", broken)
    monkeypatch.setenv("MUSTER_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="ours"):
        muster("synthesise", "--out", tmp_path / "authority")


def test_the_entry_point_is_this_command() -> None:
    (entry,) = entry_points(group="console_scripts", name="muster")
    assert entry.load() is main


def test_a_fault_of_ours_is_told_without_a_trace(
    muster: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("Okazqxfor")

    monkeypatch.setattr(synthesise_run, "synthesise", broken)
    ran = muster("synthesise", "--out", tmp_path / "authority")
    assert ran.status == 2
    assert "Muster met a fault of its own (RuntimeError)" in ran.err
    assert "zqx" not in ran.err
    assert "Traceback" not in ran.err


def test_a_full_disk_is_told_in_a_sentence(muster: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(synthesise_run, "synthesise", full)
    ran = muster("synthesise", "--out", tmp_path / "authority")
    assert ran.status == 2
    assert "No space left on device" in ran.err
