"""The final reports of a collection as an officer sees them: how far each school's are."""

from datetime import datetime
from enum import StrEnum

import msgspec
from django.db.models import F, Q, QuerySet

from muster.portal.benchmarks.reads.comparing import Comparing
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.publishing.accepted import accepted_returns
from muster.portal.publishing.due import made_of
from muster.portal.publishing.fetched import Fetched, fetched_in, reminded_in
from muster.portal.publishing.finals import Final, finals_of
from muster.portal.publishing.models import Edition, Release, Released, Run, RunReturn
from muster.portal.publishing.policies import is_closed
from muster.portal.returns.brought import brought_by
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return
from muster.portal.returns.reads.asked import With, asked_of


class ReportState(StrEnum):
    """How far a school's final reports are, in words."""

    NOT_ACCEPTED = "not accepted"
    FAILED = "could not be made"
    TO_BE_MADE = "to be made"
    OUT_OF_DATE = "out of date"
    CLOSED = "the school has closed"
    MADE = "made, not published"
    SET = "will be published"
    PUBLISHED = "published"


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """One school's line: its request and return (None where it has done nothing), and its newest final reports.

    `final` is None where none were made. `is_stale` says that they tell of something that has changed since; `fetched`
    who of the school fetched the newest that was published, None while nobody has.
    """

    request: Request
    school_return: Return | None
    state: ReportState
    final: Final | None = None
    is_stale: bool = False
    fetched: Fetched | None = None
    reminded_at: datetime | None = None

    @property
    def school(self) -> School:
        """Whose line it is."""
        return self.request.school

    @property
    def number(self) -> int | None:
        """The number of the newest final reports."""
        return self.final.number if self.final else None

    @property
    def made_at(self) -> datetime | None:
        """When they were made."""
        return self.final.made_at if self.final else None

    @property
    def publish_at(self) -> datetime | None:
        """When they will be published."""
        waits = self.final is not None and self.final.released is not None and not self.final.is_published
        return self.final.released.release.at if waits and self.final and self.final.released else None

    @property
    def published_at(self) -> datetime | None:
        """When the newest that the school has were published."""
        return self.final.published.published_at if self.final and self.final.published else None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The newest final reports, to look at before they are published."""
        return self.final.editions if self.final else ()


class RunProgress(msgspec.Struct, frozen=True):
    """How far the newest run is: of `schools` so many `done`, among them `made`, `unchanged`, `left_out`, `failed`."""

    run: Run
    schools: int
    made: int
    unchanged: int
    left_out: int
    failed: int

    @property
    def done(self) -> int:
        """Of how many schools nothing is left to do."""
        return self.made + self.unchanged + self.left_out + self.failed

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.run.ended_at is not None or self.done == self.schools


class Unpublished(msgspec.Struct, frozen=True):
    """How many accepted returns have no published final reports, and the days left to the last week of term.

    The days are below 0 once that week has begun.
    """

    accepted: int
    days_left: int


def report_lines(scope: Scope, collection: Collection) -> list[ReportLine]:
    """Every school that was asked, by name: an officer's to see. Ten queries at most, however many schools."""
    if not _reaches(scope, collection):
        return []
    requests = asked_of(scope, collection, With.PUPILS)
    finals = finals_of(collection)
    made, opened = made_of(Return.objects.filter(request__collection=collection)), Comparing(collection).opened
    failed, fetched, reminded = _failed(collection), fetched_in(collection), reminded_in(collection)
    lines = []
    for request in requests:
        found = brought_by(request)
        key = found.pk if found is not None else 0
        final = finals.get(key)
        line = ReportLine(
            request=request, school_return=found, state=ReportState.NOT_ACCEPTED, final=final,
            is_stale=final is not None and final.is_stale(made.get(key, ""), opened),
            fetched=fetched.get((key, final.published.number)) if final and final.published else None,
            reminded_at=reminded.get(key),
        )  # fmt: skip
        lines.append(msgspec.structs.replace(line, state=_state(line, has_failed=key in failed)))
    return lines


def run_of(scope: Scope, collection: Collection) -> RunProgress | None:
    """How far the newest run of the collection is; None where there was none. Two queries."""
    run = scope.within(Run.objects.filter(collection=collection), school=None).order_by("-made_at", "-pk").first()
    if run is None:
        return None
    rows = list(RunReturn.objects.filter(run=run).values_list("outcome", "stopped_at"))
    outcomes, kinds = [outcome for outcome, _ in rows], RunReturn.Outcome
    made, unchanged, left_out = (outcomes.count(kind) for kind in (kinds.MADE, kinds.UNCHANGED, kinds.LEFT_OUT))
    return RunProgress(run, len(rows), made, unchanged, left_out, sum(stopped is not None for _, stopped in rows))


def releases_of(scope: Scope, collection: Collection) -> QuerySet[Release]:
    """The collection's releases, the newest first."""
    rows = Release.objects.filter(collection=collection).select_related("authority", "collection__authority")
    return scope.within(rows, school=None).order_by("-at", "-pk")


def released_by(scope: Scope, release: Release) -> list[Released]:
    """The schools' reports that the release publishes, or published, or left out, by school's name."""
    rows = scope.within(Released.objects.filter(release=release), school="school_return__school")
    return list(rows.select_related("school_return__school").order_by("school_return__school__name", "pk"))


def unpublished(scope: Scope, collection: Collection) -> Unpublished:
    """How many accepted returns have no published final reports of what is in force. One query."""
    rows = scope.within(accepted_returns(collection)).filter(Q(reported=None) | ~Q(reported=F("confirmed")))
    return Unpublished(rows.count(), (collection.last_week - clock.today()).days)


def editions_of(scope: Scope, school_return: Return) -> list[Edition]:
    """Every final edition of the return, published or not, the newest first: an officer's to see."""
    rows = Edition.objects.filter(school_return=school_return, provisional=False).order_by("-number", "-kind")
    return list(scope.within(rows, school=None))


def _reaches(scope: Scope, collection: Collection) -> bool:
    """Whether the scope is an officer's over the collection."""
    if scope.level is Level.SYSTEM:
        return True
    return scope.level is Level.AUTHORITY and scope.authority == collection.authority.public_id


def _failed(collection: Collection) -> set[int]:
    """The keys of the returns whose reports the newest run could not make."""
    newest = Run.objects.filter(collection=collection).order_by("-pk").values("pk")[:1]
    rows = RunReturn.objects.filter(run__in=newest).exclude(stopped_at=None)
    return set(rows.values_list("school_return_id", flat=True))


def _state(line: ReportLine, *, has_failed: bool) -> ReportState:
    found, final = line.school_return, line.final
    if found is None or found.in_force != InForce.ACCEPTED:
        return ReportState.NOT_ACCEPTED
    if final is None or line.is_stale:
        return ReportState.FAILED if has_failed else _unmade(final)
    if final.is_published:
        return ReportState.PUBLISHED
    if final.released is not None:
        return ReportState.SET
    return ReportState.CLOSED if is_closed(line.school) else ReportState.MADE


def _unmade(final: Final | None) -> ReportState:
    return ReportState.TO_BE_MADE if final is None else ReportState.OUT_OF_DATE
