"""What holds in every module of the portal: who writes, who reads, who knows the time."""

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps

from muster.portal.foundation.actor import Actor
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Link, Person
from tests.everything.source import PORTAL, files, full_name, is_part, modules, place, public_functions, tree_of

# The mechanisms' own tables, written inside or beside every action; the vault writes the keys it makes.
MECHANISMS = ("foundation/", "audit/", "outbox/")
_WRITES = frozenset(
    ["save", "create", "acreate", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"]
)
_SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
_CLOCKS = frozenset(["now", "utcnow", "today", "localdate", "localtime"])


WRITERS = {
    # Parts of actions that have a file of their own beside them, called within an action alone.
    "organisations/models/person.py": "the model's own save, which puts the address into small letters",
    "collecting/revisions.py": "compare and set, for the actions of collections",
    "organisations/signing_in/authenticators.py": "allauth's tables, written for actions.authenticators",
}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def writes_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and call of each write to the database, told from plain dictionaries and hashes by what it is called on."""
    for call in _calls(tree):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _WRITES:
            continue
        on = ast.unparse(call.func.value)
        rows = ".objects" in on or "rows" in on.lower() or _is_query(call.func.value)
        saves = call.func.attr in ("save", "bulk_create", "bulk_update", "acreate") and "session" not in on
        removes = call.func.attr == "delete" and not call.args and not call.keywords and "session" not in on
        if rows or saves or removes:
            yield call.lineno, ast.unparse(call.func)


def _is_query(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("filter", "all")


def test_nothing_is_written_outside_actions() -> None:
    found = [
        f"{place(path)}:{line} {call}"
        for path in files()
        if not is_part(path, "actions") and not place(path).startswith(MECHANISMS)
        if place(path) not in WRITERS
        for line, call in writes_in(tree_of(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "school.save()",
        "School.objects.create(name='A')",
        "School.objects.filter(pk=1).update(name='A')",
        "membership.delete()",
        "School.objects.bulk_create(made)",
    ],
)
def test_a_write_is_found(source: str) -> None:
    assert list(writes_in(ast.parse(source)))


@pytest.mark.parametrize("source", ["facts.update(other)", "digest.update(b'')", "headers.update(a=1)"])
def test_what_writes_no_row_is_no_write(source: str) -> None:
    assert list(writes_in(ast.parse(source))) == []


def test_no_writer_is_named_that_is_none() -> None:
    assert [name for name in WRITERS if not list(writes_in(tree_of(PORTAL / name)))] == []


READS = [function for module in modules("reads") for function in public_functions(module)]


@pytest.mark.parametrize("read", READS, ids=full_name)
def test_every_read_takes_a_scope_first(read: Callable[..., object]) -> None:
    first = next(iter(inspect.signature(read).parameters.values()), None)
    assert first is not None
    assert (first.name, first.annotation) == ("scope", Scope)


ACTIONS = [function for module in modules("actions") for function in public_functions(module)]


def calls_action(function: Callable[..., object]) -> bool:
    """Whether the function itself opens an action, or makes a move."""
    tree = ast.parse(inspect.getsource(function))
    return any(isinstance(call.func, ast.Name) and call.func.id in ("action", "moving") for call in _calls(tree))


@pytest.mark.parametrize("act", [one for one in ACTIONS if calls_action(one)], ids=full_name)
def test_every_action_is_told_first_who_acts(act: Callable[..., object]) -> None:
    """The actor; or at the door, where somebody acts for themselves, the person or the link that stands for them."""
    first = next(iter(inspect.signature(act).parameters.values()), None)
    if full_name(act) in UNASKED:
        return
    assert first is not None
    assert first.annotation in (Actor, Person, Link)
    assert first.annotation is not Actor or first.name == "actor"


UNASKED = {
    # What the machine does by itself.
    "organisations.actions.tidying.tidy_door",
    "demonstration.actions.open_accounts",
    "casework.actions.tables.read_upload",
    "casework.actions.tables.discard_left",
}


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def test_there_are_no_signals() -> None:
    found = [
        f"{place(path)}:{line} {name}"
        for path in files()
        for line, name in _imports(tree_of(path))
        if name.startswith(_SIGNALS)
    ]
    assert found == []


def test_there_is_no_admin() -> None:
    assert not apps.is_installed("django.contrib.admin")
    found = [place(path) for path in files() if any("contrib.admin" in name for _, name in _imports(tree_of(path)))]
    assert found == []


def clocks_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and call of each look at a clock that is not the portal's."""
    for call in _calls(tree):
        said = ast.unparse(call.func)
        if said.split(".")[0] in ("datetime", "date", "timezone") and said.split(".")[-1] in _CLOCKS:
            yield call.lineno, said


def test_the_time_is_asked_in_one_place() -> None:
    clock = PORTAL / "foundation" / "clock.py"
    found = [
        f"{place(path)}:{line} {said}" for path in files() if path != clock for line, said in clocks_in(tree_of(path))
    ]
    assert found == []


@pytest.mark.parametrize("source", ["datetime.now(UTC)", "timezone.now()", "datetime.date.today()"])
def test_another_clock_is_found(source: str) -> None:
    assert list(clocks_in(ast.parse(source)))


def test_the_walk_saw_the_apps() -> None:
    assert len({path.relative_to(PORTAL).parts[0] for path in files() if len(Path(place(path)).parts) > 1}) >= 8
    assert len(READS) > 20
    assert len(ACTIONS) > 30


def _locks(tree: ast.AST) -> Iterator[ast.Call]:
    called = (call for call in _calls(tree) if isinstance(call.func, ast.Attribute))
    return (call for call in called if ast.unparse(call.func).endswith("select_for_update"))


def test_rows_are_locked_without_their_keys() -> None:
    """Rows that name a locked one by its key are looked up at the commit, when the trail's end is held already."""
    with_keys = [
        f"{place(path)}:{call.lineno}"
        for path in files()
        for call in _locks(tree_of(path))
        if not any(one.arg == "no_key" for one in call.keywords)
    ]
    assert with_keys == []
