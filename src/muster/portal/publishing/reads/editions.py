"""A return's reports, and how far the making of new ones is."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet

from muster.portal.foundation import files
from muster.portal.foundation.scope import Level, Scope
from muster.portal.publishing.due import Due, due_of
from muster.portal.publishing.models import Edition, Released
from muster.portal.returns.models import Result, Return
from muster.reporting.content import Paper
from muster.reporting.papers import paper_of

_GIVEN = Q(provisional=True) | Q(
    Exists(
        Released.objects.filter(
            school_return=OuterRef("school_return"), number=OuterRef("number"), published_at__isnull=False
        )
    )
)
"""That the school has it."""


class Making(StrEnum):
    """How far the reports of what is in force are."""

    NOTHING = "nothing"
    """Nothing is in force, so that there is nothing to make."""
    UNDER_WAY = "under way"
    FAILED = "failed"
    MADE = "made"


class Earlier(msgspec.Struct, frozen=True):
    """A report that another, `by`, has replaced; `is_stale` where what it tells has changed since."""

    edition: Edition
    by: Edition
    is_stale: bool


class Reports(msgspec.Struct, frozen=True):
    """The reports that a school has, the newest first by number.

    `making` says whether newer provisional ones are to come; `made_of` is what any would be made of now, "" where
    nothing is in force.
    """

    making: Making
    editions: tuple[Edition, ...]
    made_of: str = ""

    @property
    def newest(self) -> tuple[Edition, ...]:
        """Those that were made last."""
        return tuple(one for one in self.editions if one.number == self._last)

    @property
    def earlier(self) -> tuple[Earlier, ...]:
        """Those that others have replaced: neither the final ones, nor provisional ones that say more than these."""
        kept = {one.pk for one in (*self.final, *self.provisional)}
        return tuple(self._earlier(one) for one in self.editions if one.pk not in kept)

    @property
    def final(self) -> tuple[Edition, ...]:
        """The final ones that were published last."""
        return _first_of(one for one in self.editions if not one.provisional)

    @property
    def provisional(self) -> tuple[Edition, ...]:
        """The provisional ones, where these were made last: final ones of what is in force take their place."""
        return () if self.is_final else tuple(one for one in self.newest if one.provisional)

    @property
    def is_stale(self) -> bool:
        """Whether the provisional ones tell of something that has changed since."""
        return self._are_stale(self.provisional)

    @property
    def is_final_stale(self) -> bool:
        """Whether the final ones tell of something that has changed since."""
        return self._are_stale(self.final)

    @property
    def is_final(self) -> bool:
        """Whether the school has final reports of what is in force, so that provisional ones say no more."""
        return bool(self.final) and not self.is_final_stale

    def _earlier(self, edition: Edition) -> Earlier:
        """With the next of its kind, else of any; where none is newer, the final ones stand in its place."""
        newer = [one for one in self.editions if one.number > edition.number] or self.final
        alike = [one for one in newer if one.kind == edition.kind]
        return Earlier(edition, (alike or newer)[-1], self._are_stale((edition,)))

    def _are_stale(self, editions: tuple[Edition, ...]) -> bool:
        return any(one.built_from != self.made_of for one in editions)

    @property
    def _last(self) -> int:
        return max((one.number for one in self.editions), default=0)


def reports_of(scope: Scope, school_return: Return) -> Reports:
    """The return's reports as the school has them, and how far newer ones are: final ones once they are published."""
    rows = _editions(scope).filter(_GIVEN, school_return=school_return.pk).order_by("-number", "-kind")
    found = due_of(scope.within(Return.objects.filter(pk=school_return.pk)))
    return Reports(_making(found), tuple(rows), found.made_of if found else "")


def edition_at(scope: Scope, school_return: Return, public_id: str) -> Edition | None:
    """The return's report with this public id; None where there is none, or it may not be given out any more."""
    rows = _editions(scope).select_related("authority", "school_return__school")
    return rows.filter(school_return=school_return.pk, public_id=public_id).first()


def paper_at(scope: Scope, edition: Edition) -> Paper | None:
    """What the report says, as it was set; None of one that was made before papers were kept.

    Raises FileMissing and LookupError as `content_of` does.
    """
    _check(scope, edition)
    return paper_of(files.get(edition.authority.public_id, edition.paper)) if edition.paper else None


def content_of(scope: Scope, edition: Edition) -> bytes:
    """The report as it was made. Raises FileMissing where it is not there, LookupError where it is out of the scope."""
    _check(scope, edition)
    return files.get(edition.authority.public_id, edition.file)


def _check(scope: Scope, edition: Edition) -> None:
    if not _editions(scope).filter(pk=edition.pk).exists():
        raise LookupError("The report is out of the scope.")


def _first_of(editions: Iterator[Edition]) -> tuple[Edition, ...]:
    """Those of the first's number."""
    found = tuple(editions)
    return tuple(one for one in found if one.number == found[0].number)


def _editions(scope: Scope) -> QuerySet[Edition]:
    """All but those that name a pupil who was erased since they were made; of final ones schools have the published."""
    gone = Result.objects.filter(version=OuterRef("version"), identity__erased_at__gt=OuterRef("made_at"))
    rows = Edition.objects.exclude(Q(kind=Edition.Kind.PUPILS) & Q(Exists(gone)))
    seen = rows.filter(_GIVEN) if scope.level is Level.SCHOOL else rows
    return scope.within(seen, school="school_return__school")


def _making(found: Due | None) -> Making:
    if found is None:
        return Making.NOTHING
    if not found.is_due:
        return Making.MADE
    return Making.FAILED if found.has_failed else Making.UNDER_WAY
