"""Which columns name kept files: each app says its own, so that what no row names can be found."""

from collections.abc import Iterator

from django.db.models import Model

_columns: set[tuple[type[Model], str]] = set()


def register(model: type[Model], column: str) -> None:
    """Make a column of kept files' names known, from its app's `ready`: a file that only others name is swept."""
    _columns.add((model, column))


def registered() -> frozenset[tuple[type[Model], str]]:
    """Every column that was made known."""
    return frozenset(_columns)


def named_in(folder: str) -> frozenset[str]:
    """The names of all files of this folder that any row refers to, whatever the rows' own managers hide."""
    return frozenset(name for model, column in _columns for name in _names(model, column, folder))


def _names(model: type[Model], column: str, folder: str) -> Iterator[str]:
    rows = model._base_manager.filter(**{f"{column}__startswith": f"{folder}/"})  # noqa: SLF001 - Django documents it
    yield from rows.values_list(column, flat=True).iterator()
