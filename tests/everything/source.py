"""The portal's source: its modules, their trees, and the functions in them."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from tests.house.tree import ROOT

PORTAL = ROOT / "src" / "muster" / "portal"
APPS = tuple(sorted(path.parent.name for path in PORTAL.glob("*/apps.py")))


@cache
def files() -> tuple[Path, ...]:
    """Every module of the portal but migrations, in order."""
    return tuple(path for path in sorted(PORTAL.rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    """The module's place below the portal, as "organisations/actions/people.py"."""
    return path.relative_to(PORTAL).as_posix()


def is_part(path: Path, part: str) -> bool:
    """Whether a module is an app's `part`, or in its folder of that name: `part` "actions", "reads"."""
    inside = path.relative_to(PORTAL).parts[1:]
    return bool(inside) and (inside[0] == part or inside[0] == f"{part}.py")


def modules(part: str) -> list[ModuleType]:
    """The imported modules of every app's `part`."""
    return [importlib.import_module(_name(path)) for path in files() if is_part(path, part)]


def public_functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    """The functions that the module itself defines for others."""
    for name, found in vars(module).items():
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_"):
            yield found


def full_name(function: Callable[..., object]) -> str:
    """A function's place and name, as "organisations.actions.people.add_person"."""
    return f"{function.__module__.removeprefix('muster.portal.')}.{function.__name__}"


def _name(path: Path) -> str:
    parts = ("muster", "portal", *path.relative_to(PORTAL).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
