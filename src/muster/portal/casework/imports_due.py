"""The files of imports as work: each by itself for the sweeper, those of one import together for whoever is nudged."""

from functools import partial

from django.db.models import QuerySet

from muster.portal.casework.actions.imported_files import do_file
from muster.portal.casework.actions.importing import WORK
from muster.portal.casework.desk import Desk
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.foundation import leases, work
from muster.portal.foundation.nudge import nudge, together

FILE_WORK = "imported file"
"""The name under which a file is worked off."""

_AT_A_TIME = 50
"""So many files of an import, then others have their turn."""


def to_do() -> QuerySet[ImportedFile]:
    """All files."""
    return ImportedFile.objects.all()


def do_by_itself(row: ImportedFile) -> None:
    """Do what is to be done on a file, under the lease that it was taken by."""
    with Desk(_imports().get(pk=row.batch_id)) as desk:
        do_file(desk, row)


def do_import(public_id: str) -> None:
    """Work off files of the import; where some are left after that, another nudge goes on with them."""
    batch = _imports().get(public_id=public_id)
    due = _due(batch)
    with Desk(batch, due[:_AT_A_TIME]) as desk, together():
        one_file = work.leased(FILE_WORK, to_do, partial(do_file, desk))
        for row in due[:_AT_A_TIME]:
            work.attempt(one_file, row.public_id)
    if len(due) > _AT_A_TIME:
        nudge(WORK, public_id)


def none_of_its_own(_limit: int) -> list[str]:
    """Nothing: what the sweeper finds left are files."""
    return []


def _imports() -> QuerySet[BulkImport]:
    return BulkImport.objects.select_related("authority", "collection__authority")


def _due(batch: BulkImport) -> list[ImportedFile]:
    return list(leases.due(ImportedFile.objects.filter(batch=batch)).order_by("number")[: _AT_A_TIME + 1])
