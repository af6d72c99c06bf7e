"""Files that were brought in and that nobody took go again: they are pupils' data without a purpose."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from muster.portal.audit.action import action
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.foundation import clock, files
from muster.portal.foundation.actor import SYSTEM, Actor

KEPT = timedelta(days=30)
"""So long a file waits for an officer to take it."""


def forget_left() -> int:
    """Forget what nobody took of every import of more than 30 days ago; how many files that were."""
    old = BulkImport.objects.filter(made_at__lt=clock.now() - KEPT, members__file__gt="")
    rows = old.select_related("authority").distinct()
    return sum(forget_import(SYSTEM, batch) for batch in rows)


def forget_import(actor: Actor, batch: BulkImport) -> int:
    """Delete the files of an import that nobody took, and say so with each; how many. One event."""
    with action(actor, batch.authority.public_id) as act:
        rows = list(batch.members.select_for_update(no_key=True, of=("self",)).exclude(file=""))
        for row in rows:
            transaction.on_commit(partial(files.delete, row.file))
        now = clock.now()
        ImportedFile.objects.filter(pk__in=[row.pk for row in rows]).update(
            outcome=ImportedFile.Outcome.REFUSED, file="", reason="imported_left", reason_facts={"days": KEPT.days},
            finished_at=now, stopped_at=None, wanted_at=None,
        )  # fmt: skip
        act.record("import.left", batch, files=len(rows))
    return len(rows)
