"""Who may take what away, and what an export is called."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from muster.portal.casework.actions.exporting import OF_FILES
from muster.portal.casework.exports.held import exports_of
from muster.portal.casework.models import Export
from muster.portal.collecting.models import Collection
from muster.portal.foundation.clock import LONDON
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import Place

READING = frozenset({Export.Kind.RESULTS, Export.Kind.FINDINGS, Export.Kind.CHECKS})
"""What an adviser who sees pupils may have, too: it is reading."""


def kinds_for(place: Place) -> list[Export.Kind]:
    """The kinds of export that the visitor may ask for of this collection, in order."""
    role, is_of_files = place.visit.role, place.collection.kind == Collection.Kind.FILE_ONLY
    allowed = {Role.OFFICER: frozenset(Export.Kind), Role.PUPIL_ADVISER: READING}.get(Role(role), frozenset())
    return [kind for kind in Export.Kind if kind in allowed and (kind in OF_FILES or not is_of_files)]


def export_at(place: Place, public_id: str) -> Export:
    """The collection's export with this id. Raises Http404 for none, PermissionDenied for a kind not theirs."""
    found = exports_of(place.visit.scope, place.collection).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    if Export.Kind(found.kind) not in kinds_for(place):
        raise PermissionDenied
    return found


def file_name(export: Export) -> str:
    """What the downloaded file is called: LA, year, what it is, the day it was made."""
    day = (export.finished_at or export.made_at).astimezone(LONDON)
    collection = export.collection
    return f"{collection.authority.la}_{collection.year}_{export.kind}_{day:%Y%m%d_%H%M}.{export.form}"


def said_of(export: Export) -> str:
    """What an export is, in words: "Results by pupil, accepted schools, as CSV"."""
    which = ", only what changed" if export.changed_only else ", accepted schools" if export.accepted_only else ""
    which = ", schools whose files were brought in" if export.batch_id else which
    form = "" if export.form == Export.Form.ZIP else f", as {export.get_form_display()}"
    return f"{export.get_kind_display()}{which if export.kind != Export.Kind.CTFS or export.changed_only else ''}{form}"


def state_of(export: Export) -> str:
    """How far an export is, in words."""
    if export.stopped_at is not None:
        return "Could not be made"
    if export.finished_at is None:
        return f"{export.done} of {export.schools} schools are in it" if export.schools else "Waiting to be made"
    if export.erased_at is not None:
        return "Deleted"
    return "Ready" if export.size else "Nothing to take away"
