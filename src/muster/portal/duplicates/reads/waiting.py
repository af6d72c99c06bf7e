"""How many cases wait for an officer: what the authority's home and queue say of them, with as little read as tells."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.case_view import WAITING
from muster.portal.duplicates.loading import views_of
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.foundation.matching import one_of_keys
from muster.portal.foundation.scope import Scope
from muster.portal.returns.claims import counting_versions
from muster.portal.returns.models import IdentityCorrection, Result

Key = tuple[int, int]
"""A request's key, and a child's."""
_SEVERAL = 2


class WaitingCases(msgspec.Struct, frozen=True):
    """How many cases, or matches, wait for an officer, and since when the first of them; None where none does."""

    number: int = 0
    since: datetime | None = None


def waiting_cases(scope: Scope, collection: Collection) -> WaitingCases:
    """The collection's cases whose state is one that waits for an officer.

    A pupil whom several schools send waits, unless a school is asked: whoever submits by the rules. Only where fewer
    send them, or somebody was put right, is a case read whole.
    """
    rows = scope.within(Case.objects.filter(collection=collection, outcome=Case.Outcome.OPEN), school=None)
    since = dict(rows.values_list("pk", Coalesce(F("changed_at"), F("made_at"))))
    waiting = _waiting(rows, collection) if since else set()
    return WaitingCases(len(waiting), min((since[one] for one in waiting), default=None))


def _waiting(rows: QuerySet[Case], collection: Collection) -> set[int]:
    """The keys of those of these open cases that wait."""
    sides = _sides(rows)
    plain = _sent_by_several(collection, sides)
    asked = _asked(plain) - _protected(sides)
    others = views_of(rows.exclude(pk__in=one_of_keys(plain)), collection, brief=True)
    return (plain - asked) | {one.case.pk for one in others if one.state in WAITING}


def _sides(rows: QuerySet[Case]) -> list[tuple[int, int, int, bool]]:
    """Of each side the keys of case, request and child, and whether the child is protected."""
    sides = Side.objects.filter(case__in=rows.order_by().values("pk"))
    return list(sides.values_list("case_id", "request_id", "child_id", "child__protected"))


def _sent_by_several(collection: Collection, sides: Iterable[tuple[int, int, int, bool]]) -> set[int]:
    """The cases whose pupils several schools send, each as the child whom the case has."""
    sent = _sent(collection, {child for _, _, child, _ in sides})
    put_right = _put_right(collection)
    senders: defaultdict[int, set[int]] = defaultdict(set)
    doubtful = {case for case, _, child, _ in sides if child in put_right}
    for case, request, child, _ in sides:
        if (request, child) in sent:
            senders[case].add(request)
    return {case for case, requests in senders.items() if len(requests) >= _SEVERAL} - doubtful


def _sent(collection: Collection, children: Iterable[int]) -> set[Key]:
    versions = counting_versions(collection)
    rows = Result.objects.filter(child__in=one_of_keys(children)).order_by().values_list("version_id", "child_id")
    return {(versions[version].request, child) for version, child in rows if version in versions}


def _put_right(collection: Collection) -> set[int]:
    """The children whom the authority's corrections concern: whom somebody was sent as, and who they are by now."""
    rows = IdentityCorrection.objects.filter(result__version__school_return__request__collection=collection)
    return {child for pair in rows.values_list("result__child", "after__child") for child in pair}


def _protected(sides: Iterable[tuple[int, int, int, bool]]) -> set[int]:
    return {case for case, _, _, is_protected in sides if is_protected}


def _asked(cases: Iterable[int]) -> set[int]:
    """The cases in which a school is asked and has not answered."""
    rows = Ask.objects.filter(side__case__in=one_of_keys(cases), answered_at=None, withdrawn_at=None)
    return set(rows.values_list("side__case", flat=True))
