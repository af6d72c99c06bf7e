"""What whoever confirms is shown first: what stands in the way, what is left open, the numbers, the changes."""

from typing import Any

from muster.portal.collecting.practice import practice_of
from muster.portal.collecting.states import is_late
from muster.portal.collecting.times import said
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import SIGNING, Role
from muster.portal.organisations.reads.memberships import people_at
from muster.portal.pages.returns.confirm.counted import lines_of
from muster.portal.pages.returns.place import Place, record_seen
from muster.portal.returns.answers_due import answers_by
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Version
from muster.portal.returns.policies import check_move
from muster.portal.returns.reads.causes import CauseHere, causes_of_return
from muster.portal.returns.reads.confirmations import Change, changes_on_screen, counts_of
from muster.portal.returns.reads.summary import summary_of

ROLES = (Role.HEAD, Role.SIGNER, Role.SENDER)


def role_of(place: Place) -> Role:
    """By which role whoever looks would confirm: the head's before all others."""
    return next(role for role in ROLES if role in place.roles)


def facts_before(place: Place) -> dict[str, Any]:
    """What the page shows beside its form."""
    school_return, collection, scope = place.school_return, place.collection, place.visit.scope
    version = school_return.newest
    causes = causes_of_return(scope, school_return, version) if version else []
    shown: dict[str, Any] = {
        "errors": [one for one in causes if one.is_error],
        "open_questions": sum(one.open_number for one in causes if one.is_question),
        "answers_by": answers_by(collection),
        "deadline": said(collection.deadline),
        "is_late": is_late(collection),
        "signs": role_of(place) in SIGNING,
        "signers": [one for one in people_at(scope, place.school) if one.role in SIGNING],
    }
    shown["withheld"] = withheld(place, causes)
    if version is None or school_return.draft == Draft.NONE:
        return shown
    counts, summary = counts_of(scope, school_return, version), summary_of(scope, school_return)
    changes = _changes(place, version)
    return shown | {
        "version": version,
        "counts": counts,
        "lines": lines_of(collection, counts),
        "expected": summary.expected,
        "missing": (summary.expected or 0) - summary.expected_sent,
        "changes": changes,
    }


def withheld(place: Place, causes: list[CauseHere]) -> str:
    """Why this person cannot confirm now, in a sentence; "" where they can."""
    practice = practice_of(place.collection)
    try:
        check_move("confirm", place.school_return)
        if role_of(place) is Role.SENDER and not practice.sender_may_confirm:
            raise Refusal("only_head_confirms")
        if practice.answers_first and any(one.open_number for one in causes if one.is_question):
            raise Refusal("answers_first", authority=place.authority.name)
    except Refusal as refusal:
        return refusal.sentence
    return ""


def _changes(place: Place, version: Version) -> list[Change]:
    """What was changed on screen: it names pupils, so that it is recorded as seen."""
    changes = changes_on_screen(place.visit.scope, place.school_return, version)
    if changes:
        record_seen(place, "results", len(changes))
    return changes
