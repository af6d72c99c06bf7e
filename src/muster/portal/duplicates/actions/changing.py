"""A case changed only as the person saw it; whoever comes second is told who was first, and when."""

from typing import Any

from django.db.models import F

from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.loading import views_of
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed

UNDECIDED: dict[str, Any] = {
    "outcome": Case.Outcome.OPEN,
    "submits": None,
    "rule": "",
    "as_proposed": False,
    "sealed": b"",
}
"""The fields of a case that is open."""


def locked_view(case: Case, seen: int) -> CaseView:
    """The case as it is now, locked until the transaction ends; part of an action. Raises Changed."""
    rows = Case.objects.filter(pk=case.pk)
    now = rows.select_for_update(no_key=True, of=("self",)).select_related("collection__authority").get()
    if now.revision != seen:
        raise Changed(
            "changed", who=now.changed_by_name or "Somebody", when=clock.in_words(now.changed_at or now.made_at)
        )
    (view,) = views_of(rows, now.collection)
    return view


def change_case(actor: Actor, case: Case, **fields: Any) -> None:  # noqa: ANN401 - a model's values
    """Set the fields of a case that is locked, one revision on; `case` is as in the database afterwards."""
    changed = {"changed_at": clock.now(), "changed_by_name": actor.name, **fields}
    Case.objects.filter(pk=case.pk).update(revision=F("revision") + 1, **changed)
    case.refresh_from_db(fields=("revision", *changed))


def locked_ask(ask: Ask, seen: int) -> Ask:
    """The ask as it is now, its case locked before it; part of an action. Raises Changed, with who was first."""
    Case.objects.select_for_update(no_key=True).get(pk=ask.side.case_id)
    joined = Ask.objects.select_related("side__case__collection__authority", "side__request__school")
    now = joined.select_for_update(no_key=True, of=("self",)).get(pk=ask.pk)
    if now.revision != seen:
        who = now.answered_by_name or now.asked_by_name
        raise Changed("changed", who=who, when=clock.in_words(now.answered_at or now.withdrawn_at or now.made_at))
    return now


def locked_side(side: Side) -> Side:
    """The side with its case locked, where the school was asked nothing and has said nothing; part of an action.

    Raises Changed, with who was first.
    """
    Case.objects.select_for_update(no_key=True).get(pk=side.case_id)
    before = Ask.objects.filter(side=side.pk, withdrawn_at=None).last()
    if before is not None:
        who, at = before.answered_by_name or before.asked_by_name, before.answered_at or before.made_at
        raise Changed("changed", who=who, when=clock.in_words(at))
    return Side.objects.select_related("case__collection__authority", "request__school").get(pk=side.pk)
