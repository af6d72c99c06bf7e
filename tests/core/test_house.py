"""The rules of the house hold in every file of the project, and each of them can fail."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import pytest

import muster
from tests.house import addresses, licences, locks, portability, shape
from tests.house.tree import ROOT, project_files, python_files, text_of

PYTHON = [path for path in python_files("src", "tests", "bench") if "migrations" not in path.parts]
SOURCE = [path for path in PYTHON if path.is_relative_to(ROOT / "src")]
# The portal is served from Linux; the core and its command run wherever schools and officers sit.
CORE = [path for path in SOURCE if "portal" not in path.parts and path.name != "portal_commands.py"]
CORE_OUTSIDE_CLI = [path for path in CORE if "cli" not in path.relative_to(ROOT / "src" / "muster").parts[:1]]

Check = Callable[[ast.Module], Iterable[object]]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def broken_by(check: Check, paths: list[Path]) -> list[str]:
    """Where a check finds something, in words for the failure."""
    return [f"{path.relative_to(ROOT).as_posix()}: {found}" for path in paths for found in check(tree_of(path))]


PORTABILITY: dict[str, tuple[Check, list[Path], str]] = {
    "a module that only POSIX has": (portability.posix_only, CORE, "import fcntl"),
    "a call that only POSIX has": (portability.posix_only, CORE, "import os\nos.getuid()"),
    "a signal that only POSIX has": (portability.posix_only, CORE, "from signal import SIGALRM"),
    "processes that are forked": (portability.forks, SOURCE, "multiprocessing.get_context('fork')"),
    "text opened without an encoding": (portability.encodings_unsaid, PYTHON, "open(name)"),
    "text read without an encoding": (portability.encodings_unsaid, PYTHON, "path.read_text()"),
    "text written without an encoding": (portability.encodings_unsaid, PYTHON, "path.write_text('words')"),
    "a hard-coded place": (portability.places, CORE, "'/tmp' '/muster'"),
    "a path joined as text": (portability.places, CORE, "folder + '/' + name"),
    "a date format that Windows lacks": (portability.places, CORE, "day.strftime('%-d %B')"),
    "an expression that Python 3.11.2 gets wrong": (
        portability.possessive_groups,
        SOURCE,
        "re.compile(rb'(?:a|b)*' b'+')",
    ),
    "a clock of the core's own": (portability.clocks, CORE_OUTSIDE_CLI, "datetime.now(tz=UTC)"),
    "a day of the core's own": (portability.clocks, CORE_OUTSIDE_CLI, "datetime.date.today()"),
    "printing outside the command line": (portability.prints, CORE_OUTSIDE_CLI, "print('words')"),
}


@pytest.mark.parametrize("name", PORTABILITY)
def test_the_source_is_portable(name: str) -> None:
    check, paths, _ = PORTABILITY[name]
    assert broken_by(check, paths) == []


@pytest.mark.parametrize("name", PORTABILITY)
def test_each_portability_check_can_fail(name: str) -> None:
    check, _, broken = PORTABILITY[name]
    assert list(check(ast.parse(broken)))


@pytest.mark.parametrize(
    "guarded",
    [
        "try:\n    import resource\nexcept ImportError:\n    resource = None",
        "if sys.platform != 'win32':\n    import fcntl",
        "if hasattr(os, 'getuid'):\n    os.getuid()",
    ],
)
def test_what_asks_first_is_portable(guarded: str) -> None:
    assert list(portability.posix_only(ast.parse(guarded))) == []


def test_bytes_need_no_encoding() -> None:
    assert list(portability.encodings_unsaid(ast.parse("open(name, 'rb')\nopen(name, mode='wb')"))) == []


def test_files_are_under_450_lines() -> None:
    long = [path.name for path in project_files() if path.suffix in {".py", ""} and _lines(path) >= shape.LONGEST_FILE]
    assert long == []


def _lines(path: Path) -> int:
    return len((text_of(path) or "").splitlines())


def test_functions_are_under_60_lines() -> None:
    assert broken_by(shape.long_functions, PYTHON) == []


def test_a_long_function_is_found() -> None:
    assert list(shape.long_functions(ast.parse("def long():\n" + "    work()\n" * 60))) == [(1, "long")]


def test_a_docstring_does_not_make_a_function_long() -> None:
    promise = '    """' + "It promises much.\n" * 30 + '"""\n'
    assert list(shape.long_functions(ast.parse("def short():\n" + promise + "    work()\n" * 50))) == []


def test_every_public_function_and_class_says_what_it_promises() -> None:
    assert broken_by(shape.undocumented, SOURCE) == []


def test_a_missing_docstring_is_found() -> None:
    source = "class Roll:\n    '''A roll.'''\n    def add(self): ...\n    def _note(self): ...\ndef read(): ...\n"
    assert list(shape.undocumented(ast.parse(source))) == [(3, "add"), (5, "read")]


def test_nothing_is_left_to_be_done_later() -> None:
    found = [f"{path.name}:{line}" for path in PYTHON for line in shape.marks(path.read_text(encoding="utf-8"))]
    assert found == []


def test_a_mark_is_found() -> None:
    assert list(shape.marks("x = 1\ny = 2  # TO" + "DO: halve\n")) == [2]


def test_file_names_work_on_windows_and_mac() -> None:
    assert list(shape.unportable_names(path.relative_to(ROOT).as_posix() for path in project_files())) == []


@pytest.mark.parametrize("names", [["aux.py"], ["a/b:c"], ["notes."], ["Roll.csv", "roll.csv"]])
def test_an_unportable_name_is_found(names: list[str]) -> None:
    assert list(shape.unportable_names(names)) == names


def test_no_file_names_a_registry_or_a_machine_path() -> None:
    assert list(addresses.problems()) == []


@pytest.mark.parametrize(
    "text", ["https://py" + "pi.org/simple", "files.python" + "hosted.org", "cd /ro" + "ot/x", r"C:\Use" + r"rs\anna"]
)
def test_an_address_is_found(text: str) -> None:
    assert [line for line, _ in addresses.addresses_in(f"first\n{text}\n")] == [2]


@pytest.mark.parametrize("text", ["https://www.gov.uk/guidance", "var/demo/tmp/x", '"$HOME/code/x"', "either/or"])
def test_an_ordinary_address_is_none_of_these(text: str) -> None:
    assert list(addresses.addresses_in(text)) == []


def test_the_locks_are_in_step() -> None:
    assert list(locks.problems()) == []


PINNED = "lxml==6.0.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


def test_a_lock_is_read() -> None:
    (pin,) = locks.read_lock(PINNED)
    assert (pin.name, str(pin.version), pin.here) == ("lxml", "6.0.0", True)


def test_an_address_in_a_lock_is_found() -> None:
    assert [number for number, _ in locks.stray_lines(PINNED + "--index-url somewhere\n")] == [3]


def test_a_pin_without_a_hash_is_found() -> None:
    assert list(locks.unhashed(PINNED.splitlines()[0])) == ["lxml"]


@pytest.mark.parametrize("wanted", ["lxml >=7", "msgspec"])
def test_a_requirement_that_the_lock_does_not_answer_is_found(wanted: str) -> None:
    assert list(locks.unmet([wanted], locks.read_lock(PINNED))) == [wanted.replace(" ", "")]


def test_locks_that_disagree_are_found() -> None:
    other = locks.read_lock(PINNED.replace("6.0.0", "6.0.1"))
    assert list(locks.disagreements(locks.read_lock(PINNED), other)) == ["lxml 6.0.0 and 6.0.1"]


def test_the_build_group_holds_what_the_build_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["dependency-groups"]["build"]) >= set(project["build-system"]["requires"])


def test_what_is_installed_may_be_shipped_beside() -> None:
    assert list(licences.problems()) == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("BSD License", True),
        ("GPL-2.0 OR MIT", True),
        ("MIT AND GPL-3.0", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GNU Lesser General Public License v3", True),
        ("AGPL-3.0", False),
    ],
)
def test_licences_are_told_apart(licence: str, *, allowed: bool) -> None:
    assert licences.is_allowed(licence) is allowed


def test_a_package_without_a_licence_is_refused() -> None:
    assert list(licences.refusals("mystery", [])) == ["mystery does not say what its licence is"]


def test_our_own_licence_is_present_and_declared() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert licences.licences_of(distribution("muster")) == ["MIT"]


def test_the_version_is_the_newest_in_the_changelog() -> None:
    headings = [line for line in _changelog() if line.startswith("## ")]
    assert headings[0].split()[1] == muster.__version__


def _changelog() -> Iterator[str]:
    yield from (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()


def test_no_test_asks_where_it_runs() -> None:
    """A test is skipped for the platform alone, never for a missing tool or because CI runs it."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in python_files("tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"skip", "skipif", "importorskip"}
        if "sys.platform" not in ast.unparse(node)
    ]
    assert found == []


@pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for POSIX shells")
@pytest.mark.parametrize("script", sorted((ROOT / "script").iterdir()), ids=lambda path: str(path.name))
def test_a_script_is_well_formed_and_may_be_run(script: Path) -> None:
    subprocess.run(["sh", "-n", str(script)], check=True)
    assert script.stat().st_mode & 0o111


@pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for POSIX shells")
def test_bootstrap_does_nothing_when_nothing_changed() -> None:
    again = subprocess.run([ROOT / "script" / "bootstrap"], capture_output=True, check=True)
    assert (again.stdout, again.stderr) == (b"", b"")
