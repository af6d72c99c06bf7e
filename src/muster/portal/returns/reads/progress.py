"""Where every school of a collection is: what an officer asks first in the morning."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db.models import Count

from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Question, Return
from muster.portal.returns.reads.expected import expected_numbers
from muster.portal.returns.reads.findings import Found, asking_of_returns
from muster.portal.returns.states import State, state_of
from muster.portal.rolls.models import SchoolRoll
from muster.records import Severity


class SchoolProgress(msgspec.Struct, frozen=True, kw_only=True):
    """One school's line: its request (with school and trust), how far it is, and the counts.

    `expected` is None without a roll. `errors` must be put right, `to_explain` still be explained, as the school's own
    pages count them; `unanswered` are the authority's questions without an answer. `is_clear` says that what was
    confirmed can be accepted: nothing newer, nothing asked, nothing left to explain. `changed_at` is None where the
    school has done nothing yet.
    """

    request: Request
    state: State
    expected: int | None = None
    sent: int = 0
    errors: int = 0
    to_explain: int = 0
    unanswered: int = 0
    is_clear: bool = False
    revision: int = 1
    changed_at: datetime | None = None
    changed_by: str = ""


def progress_of(scope: Scope, collection: Collection) -> list[SchoolProgress]:
    """Every school that was asked, by name. Seven queries, however many schools."""
    rows = requests_of(scope).filter(collection=collection).order_by("school__name", "school__urn")
    joined = rows.select_related("school_return__newest", "school_return__confirmed", "school__trust")
    requests = list(joined.defer(*(f"school_return__{version}__sealed" for version in ("newest", "confirmed"))))
    returns = [kept for one in requests if (kept := _return(one)) is not None]
    asking = asking_of_returns(scope, returns)
    expected, unanswered = _expected(scope, collection), _unanswered(scope, returns)
    return [
        _line(one, expected.get(one.school_id), asking.get(_key(one), []), unanswered.get(_key(one), 0))
        for one in requests
    ]


def _line(request: Request, expected: int | None, found: list[Found], unanswered: int) -> SchoolProgress:
    kept = _return(request) or Return(authority=request.authority, request=request, school=request.school)
    version, state = kept.version, state_of(kept.facts)
    errors, to_explain = _open(found, Severity.ERROR, kept), _open(found, Severity.QUERY, kept)
    return SchoolProgress(
        request=request,
        state=state,
        expected=expected,
        sent=version.pupils if version else 0,
        errors=errors,
        to_explain=to_explain,
        unanswered=unanswered,
        is_clear=state is State.SENT and kept.in_force == InForce.CONFIRMED and not (to_explain or unanswered),
        revision=kept.revision,
        changed_at=kept.changed_at,
        changed_by=kept.changed_by_name,
    )


def _open(found: list[Found], severity: Severity, kept: Return) -> int:
    """How many findings of the severity wait for the school, those counted only too."""
    here = [one for one in found if one.finding.severity is severity]
    rules = {one.row.rule for one in here}
    return sum(one.is_open for one in here) + sum(int(kept.not_listed.get(rule, 0)) for rule in rules)


def _expected(scope: Scope, collection: Collection) -> dict[int, int]:
    """How many pupils are expected by school: 0 too, where there is a roll of nobody who counts."""
    rows = scope.within(SchoolRoll.objects.filter(collection=collection)).values_list("school_id", flat=True)
    return dict.fromkeys(rows, 0) | expected_numbers(scope, collection)


def _unanswered(scope: Scope, returns: Sequence[Return]) -> dict[int, int]:
    rows = Question.objects.filter(school_return__in=[one.pk for one in returns], answered_at=None)
    counted = scope.within(rows, school="school_return__school").order_by().values_list("school_return_id")
    return dict(counted.annotate(count=Count("pk")))


def _return(request: Request) -> Return | None:
    """The return that the request brought along, with what it need not read again."""
    found: Return | None = getattr(request, "school_return", None)
    if found is not None:
        found.request, found.school, found.authority = request, request.school, request.authority
    return found


def _key(request: Request) -> int:
    found: Return | None = getattr(request, "school_return", None)
    return found.pk if found is not None else 0
