"""Exports as they are seen, and their files as they are given out."""

from collections.abc import Iterator

from django.db.models import QuerySet

from muster.portal.casework.models import Export, ExportedVersion
from muster.portal.collecting.models import Collection
from muster.portal.foundation import files
from muster.portal.foundation.scope import Scope


def exports_of(scope: Scope, collection: Collection) -> QuerySet[Export]:
    """The collection's exports, the newest first: for the authority's own people."""
    rows = Export.objects.filter(collection=collection).select_related("authority", "collection__authority")
    return scope.within(rows.order_by("-made_at", "-pk"), school=None)


def schools_in(scope: Scope, export: Export) -> QuerySet[ExportedVersion]:
    """What an export of CTFs has of each school, by school's name."""
    rows = ExportedVersion.objects.filter(export=export).select_related("school_return__school", "version")
    return scope.within(rows.defer("version__sealed").order_by("school_return__school__name", "pk"), school=None)


def pieces_of(scope: Scope, export: Export) -> Iterator[bytes]:
    """The export's file, piece by piece; nothing where the scope does not reach it. Raises FileMissing."""
    reached = scope.within(Export.objects.filter(pk=export.pk), school=None).first()
    names = list(reached.parts.order_by("number").values_list("file", flat=True)) if reached else []
    for name in names:
        yield files.get(export.authority.public_id, name)
