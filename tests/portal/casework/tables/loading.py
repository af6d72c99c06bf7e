"""A table taken in, its columns as they are guessed, read, and loaded."""

import csv
import io
from collections.abc import Sequence

from muster.portal.casework.actions.tables import WORK, OfRoll, choose_columns, load_table, take_table
from muster.portal.casework.tables.mapping import guessed
from muster.portal.casework.tables.prepared import Loaded
from muster.portal.collecting.models import Collection
from muster.portal.foundation import work
from muster.portal.rolls.models import TableKind, TableUpload
from muster.records import RollEntry
from tests.portal.collected import TAKEN_ON, acting
from tests.portal.season import Side

ROLL = ("la", "estab", "upn", "surname", "forename", "dob", "sex", "nc_year", "sen")


def csv_of(headings: Sequence[str], *rows: Sequence[object]) -> bytes:
    """A table as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def roll_of(entries: Sequence[RollEntry], **other: str) -> bytes:
    """A roll as CSV; `other` sets a column of every pupil."""
    rows = [[other.get(name, getattr(entry, name)) for name in ROLL] for entry in entries]
    return csv_of(ROLL, *rows)


def read(side: Side, kind: TableKind, content: bytes, collection: Collection | None = None) -> TableUpload:
    """The table as it stands once it is read by the columns that are guessed."""
    officer = acting(side.officer)
    roll = OfRoll(collection, TAKEN_ON) if collection else None
    upload = take_table(officer, side.authority, kind, "a.csv", content, roll)
    choose_columns(officer, upload, upload.revision, guessed(kind, upload.preview["headings"], {}))
    assert work.do(WORK, upload.public_id)
    return TableUpload.objects.select_related("authority", "collection__authority").get(pk=upload.pk)


def faults(upload: TableUpload) -> list[tuple[int, str, str]]:
    """Row, column and id of each fault."""
    return [(row, column, fault) for row, column, fault, _ in upload.preview["faults"]]


def load(side: Side, kind: TableKind, content: bytes, collection: Collection | None = None) -> Loaded:
    """Read the table, and load it."""
    upload = read(side, kind, content, collection)
    assert faults(upload) == [], upload.preview
    return load_table(acting(side.officer), upload, upload.revision)
