"""One of many values, in a query."""

import json
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import RawSQL


def one_of(texts: Sequence[str]) -> RawSQL:
    """These texts, for a filter such as `key__in=one_of(texts)`: one parameter however many, where Django has one each.

    Ten thousand parameters take the driver longer than the database takes to answer, and SQLite has an end of them.
    """
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::text[])", [list(texts)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(texts))])


def one_of_keys(keys: Iterable[int]) -> RawSQL:
    """These rows' keys, for a filter such as `pk__in=one_of_keys(keys)`, as `one_of` is for texts."""
    listed = sorted(set(keys))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [listed])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(listed)])


def among(column: str, keys: Iterable[int]) -> Func:
    """The condition that a column has one of these keys, as `one_of_keys` says it, where most of a table may be meant.

    PostgreSQL sees how many keys there are, and reads an index in its order where they are most of them, instead of
    joining them and keeping whatever is grouped.
    """
    listed = sorted(set(keys))
    if connection.vendor == "postgresql":
        return _among(column, listed, "(%(expressions)s::bigint[]))", " = ANY(")
    return _among(column, json.dumps(listed), "(%(expressions)s)))", " IN (SELECT value FROM json_each(")


def _among(column: str, keys: object, template: str, between: str) -> Func:
    return Func(F(column), Value(keys), template=template, arg_joiner=between, output_field=BooleanField())
