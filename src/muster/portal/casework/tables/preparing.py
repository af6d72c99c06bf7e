"""A kept table, read again by the columns that were chosen, and made ready to be loaded."""

from muster.formats.loose_table import LooseTable
from muster.portal.casework.tables.found import Found
from muster.portal.casework.tables.history import prepare_history
from muster.portal.casework.tables.kinds import KINDS
from muster.portal.casework.tables.mapping import rows_of
from muster.portal.casework.tables.people import prepare_people
from muster.portal.casework.tables.prepared import Prepared
from muster.portal.casework.tables.rolls import prepare_roll
from muster.portal.casework.tables.schools import prepare_schools
from muster.portal.foundation import files
from muster.portal.foundation.reader import read_table
from muster.portal.foundation.refusals import Refusal
from muster.portal.rolls.models import TableKind, TableUpload

_TROUBLES = {
    "empty": "table_empty",
    "old": "table_old",
    "locked": "table_locked",
    "unsafe": "table_unsafe",
    "large": "table_large",
    "damaged": "table_damaged",
}


def opened(kind: str, content: bytes) -> LooseTable:
    """The table of a file. Raises Refusal where it is none, has no headings, or no row below them."""
    columns = KINDS[kind]
    table = read_table(content, columns.aliases, columns.wanted)
    if table.trouble:
        raise Refusal(_TROUBLES[table.trouble])
    if not table.row:
        raise Refusal("table_without_headings")
    if not table.rows:
        raise Refusal("table_without_rows")
    return table


def prepare(upload: TableUpload) -> Prepared:
    """Everything that is wrong with the upload's table, and its load. Raises Refusal where it cannot be read."""
    table = opened(upload.kind, files.get(upload.authority.public_id, upload.file))
    places, found = dict(upload.columns), Found()
    rows = rows_of(table, upload.kind, places, found)
    if upload.kind == TableKind.ROLL:
        return prepare_roll(upload, rows, found)
    if upload.kind == TableKind.HISTORY:
        return prepare_history(upload, rows, found)
    if upload.kind == TableKind.PEOPLE:
        return prepare_people(upload, rows, found)
    return prepare_schools(upload, rows, found, places)
