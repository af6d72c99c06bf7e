"""A table is read: at once where it is small, and without a question where its columns are known."""

from muster.portal.casework.actions.tables import WORK, choose_columns
from muster.portal.casework.tables.mapping import as_kept
from muster.portal.foundation import work
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.shared.gates import Visit
from muster.portal.rolls.models import TableUpload
from muster.portal.rolls.reads import columns_kept

READ_AT_ONCE = 2_000
"""Rows up to which a table is read within the request; what is larger, the worker reads."""


def read_small(upload: TableUpload) -> None:
    """A small table is read before the next page is shown; a larger one by the worker, which has been told."""
    if upload.preview["rows"] <= READ_AT_ONCE:
        work.do(WORK, upload.public_id)


def read_as_last(visit: Visit, upload: TableUpload) -> bool:
    """Have a new table read by the columns of the last one of its kind; False where its headings do not fit these."""
    columns = as_kept(upload.kind, upload.preview["headings"], columns_kept(visit.scope, upload.kind))
    if not columns:
        return False
    try:
        choose_columns(visit.actor, upload, upload.revision, columns)
    except Refusal:
        # Whatever is wrong is said on the page of the columns.
        return False
    read_small(upload)
    return True
