"""A return's reports, and how far the making of new ones is."""

from enum import StrEnum

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet

from muster.portal.foundation import files
from muster.portal.foundation.scope import Scope
from muster.portal.publishing.due import due_of
from muster.portal.publishing.models import Edition
from muster.portal.returns.models import Result, Return


class Making(StrEnum):
    """How far the reports of what is in force are."""

    NOTHING = "nothing"
    """Nothing is in force, so that there is nothing to make."""
    UNDER_WAY = "under way"
    FAILED = "failed"
    MADE = "made"


class Reports(msgspec.Struct, frozen=True):
    """The reports of a return, the newest first by number; `making` says whether newer ones are to come."""

    making: Making
    editions: tuple[Edition, ...]

    @property
    def newest(self) -> tuple[Edition, ...]:
        """Those that were made last."""
        return tuple(one for one in self.editions if one.number == self._last)

    @property
    def earlier(self) -> tuple[Edition, ...]:
        """Those that a newer one has replaced."""
        return tuple(one for one in self.editions if one.number != self._last)

    @property
    def is_stale(self) -> bool:
        """Whether what there is tells of something that has changed since."""
        return bool(self.editions) and self.making is not Making.MADE

    @property
    def _last(self) -> int:
        return max((one.number for one in self.editions), default=0)


def reports_of(scope: Scope, school_return: Return) -> Reports:
    """The return's reports that may still be given out, and how far newer ones are."""
    rows = _editions(scope).filter(school_return=school_return.pk).order_by("-number", "-kind")
    return Reports(_making(scope, school_return), tuple(rows))


def edition_at(scope: Scope, school_return: Return, public_id: str) -> Edition | None:
    """The return's report with this public id; None where there is none, or it may not be given out any more."""
    rows = _editions(scope).select_related("authority", "school_return__school")
    return rows.filter(school_return=school_return.pk, public_id=public_id).first()


def content_of(scope: Scope, edition: Edition) -> bytes:
    """The report as it was made. Raises FileMissing where it is not there, LookupError where it is out of the scope."""
    if not _editions(scope).filter(pk=edition.pk).exists():
        raise LookupError("The report is out of the scope.")
    return files.get(edition.authority.public_id, edition.file)


def _editions(scope: Scope) -> QuerySet[Edition]:
    """All but those that name a pupil who was erased since they were made."""
    gone = Result.objects.filter(version=OuterRef("version"), identity__erased_at__gt=OuterRef("made_at"))
    rows = Edition.objects.exclude(Q(kind=Edition.Kind.PUPILS) & Q(Exists(gone)))
    return scope.within(rows, school="school_return__school")


def _making(scope: Scope, school_return: Return) -> Making:
    found = due_of(scope.within(Return.objects.filter(pk=school_return.pk)))
    if found is None:
        return Making.NOTHING
    if not found.is_due:
        return Making.MADE
    return Making.FAILED if found.has_failed else Making.UNDER_WAY
