"""Which files are the project's own."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MADE = {".git", ".venv", "var", "dist", "mutants", "htmlcov", "__pycache__", "node_modules"}
_MADE_AT = ("src/muster/portal/pages/static/muster", "src/muster/reporting/fonts", "tests/browser/pictures")


def project_files(root: Path = ROOT) -> list[Path]:
    """The files git tracks or does not ignore, sorted; where git cannot say, every file that no tool made."""
    ask = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(ask, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return sorted(_walk(root))
    names = listed.stdout.decode("utf-8").split("\0")
    return sorted(path for name in names if name and (path := root / name).is_file())


def python_files(*folders: str, root: Path = ROOT) -> list[Path]:
    """The project's Python files under the folders."""
    return [
        path
        for path in project_files(root)
        if path.suffix == ".py" and path.relative_to(root).as_posix().startswith(tuple(f"{f}/" for f in folders))
    ]


def text_of(path: Path) -> str | None:
    """The file's text, None where it is not UTF-8 text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in _MADE or path.name.startswith(".coverage") or path.as_posix().endswith(_MADE_AT):
            continue
        if path.is_dir() and path.name.startswith(".") and path.name != ".ci":
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
