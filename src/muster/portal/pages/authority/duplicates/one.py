"""One case: what the rules say, what the schools say side by side, what can be done, and what has been."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from muster.likeness import in_words
from muster.portal.duplicates.case_view import CaseState
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.permissions import SEEING
from muster.portal.duplicates.reads.cases import cases_of
from muster.portal.duplicates.sealing import answer_of, question_of, reason_of
from muster.portal.foundation.crypto import vault_of
from muster.portal.pages.authority.duplicates.comparing import columns_of, rows_of
from muster.portal.pages.authority.duplicates.happened import history_of
from muster.portal.pages.authority.duplicates.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_OPEN = frozenset({CaseState.PROPOSED, CaseState.UNCLEAR, CaseState.ASKED, CaseState.ANSWERED, CaseState.PROTECTED})


@for_authority(*SEEING)
@require_safe
def case(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """The page."""
    place = place_of(request, visit, collection, case)
    facts = place.facts(
        columns=columns_of(place.view),
        rows=rows_of(place.view),
        alike=in_words(place.case.reasons),
        asks=_asked(place),
        entries=history_of(visit.scope, place.view),
        **_standing(place),
    )
    return render(request, "authority/duplicates/one.html", facts)


@for_authority(*SEEING)
@require_safe
def following(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """The next case in the list that they came from, else the list."""
    return redirect(next_address(place_of(request, visit, collection, case)))


def next_address(place: Place) -> str:
    """Where the next case of the list is, as it is now; the list itself behind the last."""
    shown = place.where.shown(cases_of(place.visit.scope, place.collection))
    keys = [one.case.public_id for one in shown]
    behind = keys[keys.index(place.case.public_id) + 1 :] if place.case.public_id in keys else keys
    return place.to().replace(place.case.public_id, behind[0], 1) if behind else place.list_address


def _standing(place: Place) -> dict[str, Any]:
    """How far the case is, and what may be done about it by whoever looks."""
    view, state = place.view, place.view.state
    is_open = state in _OPEN
    says = is_open and not view.proposal.needs
    return {
        "is_open": is_open,
        "is_clear": says and not view.is_protected,
        "is_agreed": state is CaseState.AGREES,
        "is_gone": state is CaseState.GONE,
        "is_not_same": state is CaseState.NOT_SAME,
        "may_write": place.may_write,
        "may_ask": not view.is_protected and not all(one.is_asked for one in view.claims),
        "reason": reason_of(place.case, vault_of(place.collection.authority.public_id)),
    }


def _asked(place: Place) -> list[tuple[Claim, str, str]]:
    """What the schools were asked and have answered, in their words."""
    vault = vault_of(place.collection.authority.public_id)
    asked = ((one, one.ask) for one in place.view.claims)
    return [(one, question_of(ask, vault), answer_of(ask, vault)) for one, ask in asked if ask is not None]
