"""What waits for the authority's officers, the oldest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from muster.portal.casework.cases import Case, Kind
from muster.portal.casework.models import EnquiryState
from muster.portal.casework.reads.assignments import looked_after
from muster.portal.casework.reads.notes import promises_due
from muster.portal.casework.reads.threads import enquiries
from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import running
from muster.portal.collecting.times import end_of
from muster.portal.duplicates.reads.across import waiting_across
from muster.portal.duplicates.reads.waiting import waiting_cases
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.organisations.reads.head_changes import waiting
from muster.portal.outbox.models import Mail
from muster.portal.outbox.reads import stopped
from muster.portal.returns.reads.unreported import unreported
from muster.portal.returns.reads.waiting import Waiting, overdue_questions, returns_waiting


def work_of(scope: Scope) -> list[Case]:
    """Everything that waits, whoever looks after the school. As many queries for any number of cases."""
    officers = looked_after(scope)
    collections = list(running(scope))
    of_schools = [*_returns(scope), *_overdue(scope), *_promised(scope, collections)]
    of_collections = [*_pupils(scope, collections), *_across(scope), *_reports(scope)]
    found = [*of_schools, *of_collections, *_enquiries(scope), *_heads(scope), *_mails(scope)]
    given = (replace(one, officer=officers.get(one.school.pk)) if one.school else one for one in found)
    return sorted(given, key=lambda one: one.order)


def _returns(scope: Scope) -> Iterator[Case]:
    for one in returns_waiting(scope):
        yield Case(
            kind=_kind(one),
            since=one.since,
            school=one.request.school,
            request=one.request,
            unread=one.explanations + one.answers,
            is_clear=one.is_clear,
        )


def _kind(one: Waiting) -> Kind:
    if one.is_at_school:
        return Kind.EXPLAINED
    return Kind.ANSWERED if one.answers else Kind.CONFIRMED


def _overdue(scope: Scope) -> Iterator[Case]:
    for one in overdue_questions(scope):
        yield Case(
            kind=Kind.OVERDUE,
            since=end_of(one.due_on),
            school=one.request.school,
            request=one.request,
            many=one.questions,
        )


def _promised(scope: Scope, collections: Iterable[Collection]) -> Iterator[Case]:
    """Of collections that still take what was promised."""
    for collection in collections:
        for due in promises_due(scope, collection):
            if due.promise.is_past:
                since = end_of(due.promise.promised_on)
                yield Case(kind=Kind.PROMISED, since=since, school=due.request.school, request=due.request)


def _pupils(scope: Scope, collections: Iterable[Collection]) -> Iterator[Case]:
    """One case a collection: whoever opens it finds those that need a person first."""
    for collection in collections:
        waiting = waiting_cases(scope, collection)
        if waiting.since is not None:
            yield Case(kind=Kind.PUPIL, since=waiting.since, subject=collection.public_id, many=waiting.number)


def _reports(scope: Scope) -> Iterator[Case]:
    """One case a collection of which accepted returns have no published reports."""
    for one in unreported(scope):
        yield Case(kind=Kind.REPORTS, since=one.since, subject=one.collection, many=one.number)


def _across(scope: Scope) -> Iterator[Case]:
    """One case for all whom other authorities have too."""
    waiting = waiting_across(scope)
    if waiting.since is not None:
        yield Case(kind=Kind.ACROSS, since=waiting.since, many=waiting.number)


def _enquiries(scope: Scope) -> Iterator[Case]:
    for one in enquiries(scope, EnquiryState.OPEN):
        yield Case(kind=Kind.ENQUIRY, since=one.changed_at, school=one.school, subject=one.public_id)


def _heads(scope: Scope) -> Iterator[Case]:
    for one in waiting(scope):
        yield Case(kind=Kind.HEAD, since=one.made_at, school=one.school)


def _mails(scope: Scope) -> Iterator[Case]:
    """One case a school, and one for what concerns none: since the first of its mails that could not be delivered."""
    mails = list(stopped(scope).defer("sealed"))
    rows = scope.within(School.objects.filter(public_id__in={one.school for one in mails}), school=None)
    schools = {one.public_id: one for one in rows}
    for school, of_it in _by_school(mails).items():
        since = min(one.stopped_at or one.made_at for one in of_it)
        yield Case(kind=Kind.MAIL, since=since, school=schools.get(school), many=len(of_it))


def _by_school(mails: Iterable[Mail]) -> dict[str, list[Mail]]:
    found: dict[str, list[Mail]] = defaultdict(list)
    for one in mails:
        found[one.school].append(one)
    return found
