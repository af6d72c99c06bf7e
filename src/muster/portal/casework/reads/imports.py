"""Many schools' files brought in together: what came of them."""

from collections import Counter

import msgspec
from django.db.models import Count, F, Q, QuerySet

from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Scope

_PENDING = Q(finished_at=None, stopped_at=None)


class Progress(msgspec.Struct, frozen=True):
    """How far the work on an import is: of `files` so many are to be looked at still, and so many to be taken."""

    files: int
    to_look_at: int
    to_take: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do until an officer decides."""
        return not (self.to_look_at or self.to_take)


def imports_of(scope: Scope, collection: Collection) -> QuerySet[BulkImport]:
    """The collection's imports, the newest first, each with how many of its files were `taken` and are `proposed`."""
    outcomes = ImportedFile.Outcome
    rows = BulkImport.objects.filter(collection=collection).annotate(
        taken=Count("members", filter=Q(members__outcome=outcomes.TAKEN)),
        proposed=Count("members", filter=Q(members__outcome=outcomes.PROPOSED)),
        waiting=Count("members", filter=Q(members__outcome=outcomes.WAITING)),
    )
    return scope.within(rows.order_by("-made_at", "-pk"), school=None)


def imports_taken_of(scope: Scope, collection: Collection) -> QuerySet[BulkImport]:
    """The collection's imports of which any file was taken, the newest first."""
    rows = BulkImport.objects.filter(collection=collection, members__outcome=ImportedFile.Outcome.TAKEN)
    return scope.within(rows.distinct().order_by("-made_at", "-pk"), school=None)


def import_at(scope: Scope, collection: Collection, public_id: str) -> BulkImport | None:
    """The collection's import with this public id; None where there is none in the scope."""
    rows = BulkImport.objects.filter(collection=collection, public_id=public_id)
    return scope.within(rows.select_related("authority", "collection__authority"), school=None).first()


def files_of(scope: Scope, batch: BulkImport) -> list[ImportedFile]:
    """Every file of the import with its school: by school's name, then those of no school, as they came."""
    rows = scope.within(ImportedFile.objects.filter(batch=batch).select_related("school"), school=None)
    return list(rows.order_by(F("school__name").asc(nulls_last=True), "number"))


def progress_of(scope: Scope, batch: BulkImport) -> Progress:
    """How far the work on the import is. One query."""
    rows = scope.within(ImportedFile.objects.filter(_PENDING, batch=batch), school=None)
    wanted = Counter(at is not None for at in rows.values_list("wanted_at", flat=True))
    return Progress(batch.files, wanted[False], wanted[True])
