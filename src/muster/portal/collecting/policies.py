"""When a collection and its requests may change. `check_x` raises the Refusal, `can_x` answers yes or no."""

from collections.abc import Callable, Iterable

from muster.portal.collecting.models import Collection, DataCare, Request
from muster.portal.collecting.states import State, is_late, state_of
from muster.portal.collecting.terms import Terms, settings_of
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.records import Severity
from muster.rules.catalogue import Rule, rules_of
from muster.rules.engine import severity_in
from muster.rules.waiving import is_waivable

_MONDAY = 0


def check_terms(terms: Terms) -> None:
    """Raises Refusal where the terms cannot stand together."""
    if not terms.title.strip():
        raise Refusal("title_missing")
    if terms.deadline <= terms.opens_at:
        raise Refusal("deadline_before_opening", opens=said(terms.opens_at))
    if terms.closes_at < terms.deadline:
        raise Refusal("closes_before_deadline", deadline=said(terms.deadline))
    if terms.test_period_to < terms.test_period_from:
        raise Refusal("test_period_backwards")
    if terms.last_week.weekday() != _MONDAY:
        raise Refusal("last_week_no_monday")


def check_open(collection: Collection) -> None:
    """Raises Refusal where it is no draft, its deadline has passed, or the care of its data is not settled."""
    if collection.opened_at is not None:
        raise Refusal(
            "collection_open_already", who=collection.opened_by_name, when=clock.in_words(collection.opened_at)
        )
    if is_late(collection):
        raise Refusal("deadline_past", deadline=said(collection.deadline))
    if not DataCare.objects.filter(collection=collection).exists():
        raise Refusal("care_not_settled")


def check_ask(collection: Collection, schools: Iterable[School]) -> None:
    """Raises Refusal where the collection is a draft or closed, or a school is not open or not the authority's."""
    if collection.opened_at is None:
        raise Refusal("collection_draft")
    check_running(collection)
    for school in schools:
        if school.authority_id != collection.authority_id:
            raise Refusal("school_elsewhere")
        if school.closed is not None and school.closed <= clock.today():
            raise Refusal("school_closed", school=school.name)


def check_running(collection: Collection) -> None:
    """Raises Refusal where the collection is closed."""
    if state_of(collection) is State.CLOSED:
        raise Refusal("collection_closed", closed=said(collection.closes_at))


def check_waive(collection: Collection, rule: str) -> None:
    """Raises Refusal where the rule may not be waived in the collection."""
    if all(one.id != rule for one in waivable(collection)):
        raise Refusal("rule_not_waivable")


def waivable(collection: Collection) -> list[Rule]:
    """The rules that may be waived for a school: those that ask something here, and whose answer may be spared.

    Never one that stops a file, or without which nobody can tell whose results these are.
    """
    softened = settings_of(collection).softened
    rules = (one for one in rules_of(collection.year) if is_waivable(one))
    return [one for one in rules if severity_in(one, softened) in (Severity.ERROR, Severity.QUERY)]


def check_decline(request: Request) -> None:
    """Raises Refusal where the collection is closed, or the school declined already."""
    check_running(request.collection)
    if request.participation == Request.Participation.DECLINED:
        when = clock.in_words(request.declined_at) if request.declined_at else ""
        raise Refusal("declined_already", who=request.declined_by_name, when=when)


def check_rejoin(request: Request) -> None:
    """Raises Refusal where the collection is closed, or the school takes part."""
    check_running(request.collection)
    if request.participation != Request.Participation.DECLINED:
        raise Refusal("takes_part_already")


def can_decline(request: Request) -> bool:
    """Whether the school may say now that it does not take part."""
    return _is_allowed(check_decline, request)


def can_rejoin(request: Request) -> bool:
    """Whether the school may say now that it takes part after all."""
    return _is_allowed(check_rejoin, request)


def _is_allowed(check: Callable[[Request], None], request: Request) -> bool:
    try:
        check(request)
    except Refusal:
        return False
    return True
