"""The same authority many times over, by copying its rows: who else is in the instance must not slow anybody down."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection
from django.db.models import CharField, EmailField, Field, ForeignKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

OTHERS = 152
_APART = 10_000_000
"""So far apart are the keys of one copy and the next."""
_EVERY = 10
_FURTHER = 400
_APPS = ("organisations", "outbox", "pupils", "collecting", "rolls", "returns", "casework", "publishing", "audit")
_HEAVY = frozenset({"Child", "Identity", "ExpectedPupil", "Result", "FormerResults"})
"""A row a pupil: every tenth copy has these too, which is over a million and a half already."""
_WITHOUT_CHECKS = {
    "sqlite": "PRAGMA foreign_keys = OFF",
    "postgresql": "SET session_replication_role = replica",
}
"""Each row of a copy points to rows of the same copy, in whatever order they come."""
_SHORTEST = 3
"""An authority's number has so many figures, and no room for more."""
_LEFT_OUT = frozenset({"SignInName", "SignInCode", "Link", "KeptForm", "Chain", "Event"})


def copy_authority(others: int = OTHERS, every: int = _EVERY) -> None:
    """Copy every row of the one authority for each of the others, those of pupils for every so many of them alone."""
    models = [one for app in _APPS for one in apps.get_app_config(app).get_models() if one.__name__ not in _LEFT_OUT]
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_CHECKS[connection.vendor])
        for number in range(1, others + 1):
            for model in models:
                if model.__name__ not in _HEAVY or not number % every:
                    cursor.execute(_copying(model, models, number))
        cursor.execute("ANALYZE")


def _copying(model: "type[Model]", models: "list[type[Model]]", number: int) -> str:
    columns, values = zip(*_values(model, models, number), strict=True)
    table = model._meta.db_table  # noqa: SLF001 - Django's name
    # Names of our own tables and columns, and numbers: nothing that anybody typed.
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE id < {_APART}"  # noqa: S608


def _values(model: "type[Model]", models: "list[type[Model]]", number: int) -> "Iterator[tuple[str, str]]":
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's name
        yield f'"{field.column}"', _value(field, models, number)


def _value(field: "Field[object, object]", models: "list[type[Model]]", number: int) -> str:
    column = f'"{field.column}"'
    if field.primary_key or (isinstance(field, ForeignKey) and field.related_model in models):
        return f"{column} + {number * _APART}"
    if field.name in ("public_id", "batch") or (field.name in ("authority", "school") and isinstance(field, CharField)):
        return f"CASE {column} WHEN '' THEN '' ELSE substr({column}, 1, 12) || '{number:04d}' END"
    if field.unique and field.max_length == _SHORTEST:
        # The authority's own number and, of the neighbour whom it has an agreement with, one far from all of these.
        return f"printf('%03d', {number} + (id - 1) * {_FURTHER})"
    if field.unique and isinstance(field, CharField | EmailField):
        return f"{column} || '{number}'"
    return column
