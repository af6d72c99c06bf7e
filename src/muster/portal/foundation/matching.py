"""One of many values, in a query."""

import json
from collections.abc import Iterable, Sequence

from django.db import connection
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
