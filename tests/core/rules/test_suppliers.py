"""The folder of examples for suppliers is in step with the rules' own, and says what the command says."""

import json
from pathlib import Path

import pytest

from muster.cli.main import main
from muster.rules import catalogue
from tests.conformance.form import examples
from tests.conformance.suppliers import EXPECTED, FOLDER, write, written

README = "README.md"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_is_in_step_with_the_rules_examples(tmp_path: Path) -> None:
    write(tmp_path)
    ours = {name: content for name, content in files(FOLDER).items() if name != README}
    made = files(tmp_path)
    assert sorted(ours) == sorted(made)
    assert [name for name in made if made[name] != ours[name]] == []


@pytest.mark.parametrize("rule", [rule for rule in catalogue() if rule != "F17"])
@pytest.mark.parametrize("finds", [True, False])
def test_every_rule_of_the_command_has_both_kinds_of_file(rule: str, finds: bool) -> None:
    assert any(example.rule == rule and example.fails is finds for example in written())


def test_few_examples_are_too_large_or_too_strange_to_be_files() -> None:
    assert len(examples()) - len(written()) < 25


@pytest.mark.parametrize("example", ["F18-fails-1", "R17-fails-1", "X04-fails-1"])
def test_the_command_says_so_as_the_readme_tells_to_call_it(
    example: str, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (FOLDER / EXPECTED).read_text(encoding="utf-8").splitlines()
    line = next(parsed for parsed in map(json.loads, lines) if parsed["example"] == example)
    monkeypatch.chdir(FOLDER)
    main(["check", "--json", *line["options"], line["path"]])
    answers = [json.loads(answer) for answer in capfdbinary.readouterr().out.splitlines()]
    assert [a["sha256"] for a in answers] == [a["sha256"] for a in line["answers"]]
    assert [[f["rule"] for f in a["findings"]] for a in answers] == [
        [f["rule"] for f in a["findings"]] for a in line["answers"]
    ]
