"""The documentation says what is there."""

import re
import tomllib
from datetime import date
from pathlib import Path

import click
import pytest

from muster.checking import check
from muster.cli.main import muster
from muster.formats.limits import MEGABYTE, Limits
from muster.framework import load_framework
from muster.records import CheckContext
from muster.rules import FULL_FINDINGS, catalogue
from tests.core.cli import made_up
from tests.house import rules_page
from tests.house.tree import ROOT, project_files

DOCS = ROOT / "docs"
PAGES = [path for path in project_files() if path.suffix == ".md"]
# script/bench and script/verify write these on the machine that they measure.
MEASURED = {"performance.md", "assurance.md"}
COMMANDS = list(muster.list_commands(click.Context(muster)))
PORTAL = {name for name, place in type(muster).places.items() if place.module.endswith("portal_commands")}


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_page_of_rules_is_what_the_catalogue_and_the_examples_say() -> None:
    """Written anew by `python -m tests.house.rules_page`."""
    assert text_of("rules.md") == rules_page.page()


def page_of(name: str) -> str:
    """The page that explains the command."""
    return text_of("running.md" if name in PORTAL else "checking.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained(name: str) -> None:
    assert re.search(rf"muster {name}\b", page_of(name))


def parts_of(command: click.Command) -> list[click.Command]:
    """The command, and those of its group."""
    return [command, *(command.commands.values() if isinstance(command, click.Group) else ())]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = muster.get_command(click.Context(muster), name)
    assert command is not None
    options = [option for part in parts_of(command) for option in part.params if isinstance(option, click.Option)]
    page = page_of(name)
    missing = [o.name for o in options if not any(f"{word}" in page for word in (*o.opts[:1], *o.secondary_opts))]
    assert missing == []


def test_every_option_that_is_explained_is_there() -> None:
    known = {"--help"}
    for name in COMMANDS:
        command = muster.get_command(click.Context(muster), name)
        assert command is not None
        known |= {word for option in command.params for word in (*option.opts, *option.secondary_opts)}
    assert set(re.findall(r"--[a-z][a-z-]+", text_of("checking.md"))) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    written = [link for link in links if Path(link).name not in MEASURED]
    assert [link for link in written if not (page.parent / link).exists()] == []


def test_every_rule_that_a_page_names_is_there() -> None:
    named = {
        rule for page in ("conformance.md", "checking.md") for rule in re.findall(r"\b[FPRCSX]\d\d\b", text_of(page))
    }
    assert named <= set(catalogue())


def test_the_limits_are_those_of_the_page() -> None:
    limits, page = Limits(), text_of("conformance.md")
    for said in (
        f"| a school's file | {limits.upload_bytes // MEGABYTE} MB |",
        f"| elements in it | {limits.elements:,} |",
        f"| elements within elements | {limits.depth} deep |",
        f"{limits.bulk_bytes // MEGABYTE} MB; {limits.unpacked_bytes // (1_000 * MEGABYTE)} GB unpacked; ",
        f"{limits.members:,} files; {limits.ratio} times its size",
        f"{FULL_FINDINGS} a file",
    ):
        assert said in page


def test_the_codes_and_rows_are_those_of_the_page() -> None:
    page = text_of("conformance.md")
    for subject in load_framework(2026).subjects:
        assert f"| `{subject.subject}` | `{subject.component}` | {subject.key} | {' '.join(subject.codes)} |" in page


def test_the_year_of_the_page_is_a_year(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", text_of("adding.md"), re.DOTALL)
    assert example is not None
    for year in (2026, 2027):
        source = ROOT / "src" / "muster" / "framework" / f"ks1_{year}.toml"
        (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "ks1_2028.toml").write_text(example[1], encoding="utf-8")
    framework = load_framework(2028, tmp_path)
    assert framework.year == tomllib.loads(example[1])["year"]
    assert framework.dates.born_from.year == 2020


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_up.written(tmp_path, made_up.ctf())
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```python\n(.*?)```", text_of("checking.md"), re.DOTALL)
    assert example is not None
    names: dict[str, object] = {}
    exec(compile(example[1], "checking.md", "exec"), names)  # noqa: S102 - our own page
    path = tmp_path / made_up.ctf_name()
    assert names["answer"] == check(path.read_bytes(), path.name, CheckContext(today=date(2026, 6, 26), year=2026))


def test_the_files_that_the_pages_name_are_there() -> None:
    named = {name for page in ("adding.md", "conformance.md") for name in re.findall(r"`(src/[\w/.]+)`", text_of(page))}
    new = {"src/muster/framework/ks1_2028.toml"}
    assert [name for name in sorted(named - new) if not (ROOT / name).exists()] == []
