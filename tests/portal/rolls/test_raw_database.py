"""Whoever has the database, and not the keys, reads no name, UPN or date of birth in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from muster.portal.foundation import files
from muster.portal.pupils.models import Identity
from muster.portal.rolls.actions import load_roll
from muster.records import Roll
from tests.portal.rolls.made_up import ADA, CENSUS_DAY, OFFICER, but, collection_of, load
from tests.portal.season import make_season

# Names and numbers that no other test writes: SQLite's log keeps pages of the tests before.
PUPIL = but(ADA, surname="Wyzqxbourne", forename="Ottilie", upn="A999876543210", dob=date(2019, 7, 23))
SECRETS = (b"Wyzqxbourne", b"wyzqxbourne", b"Ottilie", b"A999876543210", b"2019-07-23", b"23/07/2019")
PLANTED = b"Plantzqxed"


@pytest.mark.django_db(transaction=True)
def test_no_pupil_stands_in_the_database_or_in_a_kept_file() -> None:
    collection = collection_of(make_season().authority)
    content = f"{PUPIL.upn},{PUPIL.surname},{PUPIL.forename}".encode()
    with files.keeping(collection.authority.public_id, content) as source:
        load_roll(OFFICER, collection, Roll(CENSUS_DAY, (PUPIL,)), source=source)
    assert Identity.objects.count() == 1
    assert [(place, secret) for place, raw in _everything() for secret in SECRETS if secret in raw] == []


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_what_is_planted() -> None:
    load(collection_of(make_season().authority), ADA)
    Identity.objects.update(sealed=PLANTED)
    assert any(PLANTED in raw for _, raw in _everything())


def _everything() -> Iterator[tuple[str, bytes]]:
    """Every table as the database keeps it, and every file of the data folder."""
    for path in Path(settings.ENVIRONMENT.data).rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the catalogue's own name
            yield table, b"\n".join(map(_raw, cursor.fetchall()))


def _raw(row: tuple[object, ...]) -> bytes:
    return b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
