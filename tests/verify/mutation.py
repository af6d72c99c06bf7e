"""How many small wrong changes to the rules and the UPN module the tests notice; at least 85 in 100 are wanted.

mutmut leaves decorated functions alone, and every rule is decorated. So the changes are made in a copy of the project
in which `@rule("P01")` above a function is written as the call below it that it stands for.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.house.tree import ROOT, project_files

WANTED = 85.0
MUTATED = ("src/muster/rules/", "src/muster/formats/upn.py")
# The modules' own tests: a mutant that only a made-up authority of many schools would notice is not noticed well.
TESTS = ("tests/verify/mutated_examples.py", "tests/core/rules", "tests/core/formats/test_upn.py")
# The same examples, one test each, by the thousand; what holds time and memory; what runs the installed command.
LEFT_OUT = tuple(
    f"tests/core/rules/test_{name}.py" for name in ("examples", "catalogue", "properties", "bounds", "suppliers")
)
_KILLED = ("killed", "timeout", "segfault")
_WHEEL = re.compile("[\u2800-\u28ff]")
_SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/muster/rules/*.py", "src/muster/formats/upn.py"]
also_copy = {also_copy}
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = {arguments}
"""


def undecorated(source: str) -> str:
    """The module with each decorator of a top-level function as a call after the function instead."""
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if not (isinstance(node, ast.FunctionDef) and node.decorator_list):
            continue
        decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
        calls = [f"{node.name} = {decorator}({node.name})" for decorator in reversed(decorators)]
        lines[node.end_lineno : node.end_lineno] = calls
        del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


def copy_project(folder: Path) -> None:
    """Copy the project's files, the mutated modules undecorated, with mutmut's settings."""
    for path in project_files():
        name = path.relative_to(ROOT)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / name)
        if name.suffix == ".py" and name.as_posix().startswith(MUTATED):
            (folder / name).write_text(undecorated(path.read_text(encoding="utf-8")), encoding="utf-8")
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            _SETTINGS.format(
                also_copy=json.dumps(sorted(path.name for path in folder.iterdir() if path.name != "src")),
                tests=json.dumps(TESTS),
                arguments=json.dumps([f"--ignore={path}" for path in LEFT_OUT]),
            )
        )


def mutate(folder: Path) -> Counter[str]:
    """Run mutmut in the folder; how many mutants came to which end, none where it could not run."""
    mutmut = [sys.executable, "-m", "mutmut"]
    quiet = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "CI"}}
    with (folder / "mutmut.log").open("w", encoding="utf-8") as log:
        ran = subprocess.run([*mutmut, "run"], cwd=folder, env=quiet, stdout=log, stderr=subprocess.STDOUT)
    if ran.returncode != 0:
        print(said_in(folder / "mutmut.log"), file=sys.stderr)
        return Counter()
    listed = subprocess.run(
        [*mutmut, "results", "--all", "true"], cwd=folder, env=quiet, capture_output=True, encoding="utf-8", check=True
    )
    for line in listed.stdout.splitlines():
        if not line.endswith(_KILLED):
            print(f" {line}", file=sys.stderr)
    return Counter(line.rpartition(": ")[2] for line in listed.stdout.splitlines() if ": " in line)


def said_in(log: Path) -> str:
    """The last lines of mutmut's log, without its turning wheel."""
    lines = re.split(r"[\r\n]+", log.read_text(encoding="utf-8", errors="replace"))
    return "\n".join([line for line in lines if not _WHEEL.match(line)][-60:])


def main() -> int:
    """Print the score and the counts; 1 below the wanted score or where nothing was mutated."""
    with tempfile.TemporaryDirectory(prefix="muster-mutation-") as name:
        folder = Path(name)
        copy_project(folder)
        ends = mutate(folder)
    mutants = sum(ends.values()) - ends["skipped"]
    killed = sum(ends[end] for end in _KILLED)
    score = 100 * killed / mutants if mutants else 0.0
    print(f"mutants killed: {score:.1f} %")
    for end, count in sorted(ends.items()):
        print(f"mutants {end}: {count} mutants")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
