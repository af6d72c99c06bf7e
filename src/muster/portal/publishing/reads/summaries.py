"""The reports of several schools that somebody may see, and how far the making of a new one is."""

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.foundation import files
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School, Trust
from muster.portal.organisations.reads.sharing import schools_shown
from muster.portal.publishing.models import CollectionBuild, CollectionEdition
from muster.portal.publishing.reads.editions import Making
from muster.portal.publishing.summaries import is_there_any, shows_results
from muster.reporting.content import Paper
from muster.reporting.papers import paper_of


class Summaries(msgspec.Struct, frozen=True):
    """The reports, the newest first by number; `making` says how far what was asked for last is.

    `unchanged` says that what was asked for last would have been as the newest is, so that none was made.
    """

    making: Making
    editions: tuple[CollectionEdition, ...]
    unchanged: bool = False
    may_be_made: bool = False

    @property
    def newest(self) -> tuple[CollectionEdition, ...]:
        """Those that were made last."""
        return tuple(one for one in self.editions if one.number == self._last)

    @property
    def earlier(self) -> tuple[CollectionEdition, ...]:
        """Those that a newer one has replaced."""
        return tuple(one for one in self.editions if one.number != self._last)

    @property
    def _last(self) -> int:
        return max((one.number for one in self.editions), default=0)


def summaries_of(scope: Scope, collection: Collection, trust: Trust | None = None) -> Summaries:
    """The collection's summaries, or its reports for a trust. Five queries at most."""
    if not _reaches(scope, collection, trust):
        return Summaries(Making.NOTHING, ())
    build = CollectionBuild.objects.filter(collection=collection, trust=trust).order_by("-pk").first()
    editions = tuple(_editions(scope, collection, trust))
    unchanged = build is not None and build.unchanged and build.finished_at is not None
    return Summaries(_making(build), editions, unchanged, is_there_any(collection, trust))


def summary_at(
    scope: Scope, collection: Collection, public_id: str, trust: Trust | None = None
) -> CollectionEdition | None:
    """The one with this public id; None where there is none within the scope."""
    if not _reaches(scope, collection, trust):
        return None
    return next((one for one in _editions(scope, collection, trust) if one.public_id == public_id), None)


def pdf_of_summary(scope: Scope, edition: CollectionEdition) -> bytes:
    """The PDF as it was made. Raises FileMissing where it is not there, LookupError where it is out of the scope."""
    return _kept(scope, edition, edition.file)


def paper_of_summary(scope: Scope, edition: CollectionEdition) -> Paper:
    """The paper that it was set from; raises as `pdf_of_summary` does."""
    return paper_of(_kept(scope, edition, edition.paper))


def _kept(scope: Scope, edition: CollectionEdition, name: str) -> bytes:
    if summary_at(scope, edition.collection, edition.public_id, edition.trust) is None:
        raise LookupError("The report is out of the scope.")
    return files.get(edition.authority.public_id, name)


def _editions(scope: Scope, collection: Collection, trust: Trust | None) -> list[CollectionEdition]:
    """Those that may still be seen: a trust's no more where a school of it left, or shares its figures no more."""
    rows = CollectionEdition.objects.filter(collection=collection, trust=trust).order_by("-number", "kind")
    found = list(rows.select_related("authority", "collection__authority", "trust__authority"))
    if trust is None:
        return found
    seen = {one.urn for one in (*School.objects.filter(trust=trust), *schools_shown(scope, trust))}
    return [one for one in found if seen.issuperset(one.urns)]


def _reaches(scope: Scope, collection: Collection, trust: Trust | None) -> bool:
    """The authority's own is reached by its officers' and advisers' scope; a trust's by that of all its schools."""
    if scope.level is Level.SYSTEM:
        return True
    if scope.authority != collection.authority.public_id:
        return False
    if trust is None:
        return scope.level is Level.AUTHORITY
    own = frozenset(School.objects.filter(trust=trust).values_list("public_id", flat=True))
    is_own = scope.level is Level.SCHOOL and trust.authority_id == collection.authority_id and own == scope.schools
    return is_own and shows_results(collection)


def _making(build: CollectionBuild | None) -> Making:
    if build is None:
        return Making.NOTHING
    if build.is_pending:
        return Making.UNDER_WAY
    return Making.FAILED if build.stopped_at is not None else Making.MADE
