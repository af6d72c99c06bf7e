"""When schools may be chased, and what may be noted of them. `check_x` raises the Refusal."""

from datetime import date, datetime, timedelta

from muster.portal.casework.models import Reminding
from muster.portal.casework.schedule import READY_FROM
from muster.portal.collecting.models import Collection
from muster.portal.collecting.policies import check_running
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.refusals import Refusal

_A_MOMENT_AGO = timedelta(minutes=5)


def check_remind(collection: Collection, to: str, due_at: datetime) -> None:
    """Raises Refusal where the collection is a draft or closed, or will be by then, or that moment has passed.

    Schools are asked to get ready from six weeks before the collection opens.
    """
    if state_of(collection) is State.DRAFT:
        raise Refusal("reminding_draft")
    check_running(collection)
    if due_at < clock.now() - _A_MOMENT_AGO:
        raise Refusal("reminding_past", due=said(due_at))
    if due_at > collection.closes_at:
        raise Refusal("reminding_after_close", closes=said(collection.closes_at))
    first = collection.opens_at - READY_FROM
    if to == Reminding.To.NOT_READY and due_at < first:
        raise Refusal("ready_too_early", first=said(first))


def check_call_off(reminding: Reminding) -> None:
    """Raises Refusal where it was called off already, or has gone."""
    if reminding.called_off_at is not None:
        when = clock.in_words(reminding.called_off_at)
        raise Refusal("reminding_called_off", who=reminding.called_off_by_name, when=when)
    if not reminding.is_pending:
        raise Refusal("reminding_gone")


def check_note(text: str, promised_on: date | None, *, no_promise: bool, collection: Collection) -> None:
    """Raises Refusal where nothing is noted, or the promise is of a day gone by or after the collection's close."""
    if not (text.strip() or promised_on or no_promise):
        raise Refusal("note_empty")
    if promised_on is None:
        return
    if no_promise:
        raise Refusal("promise_and_none")
    if promised_on < clock.today():
        raise Refusal("promise_past")
    if promised_on > collection.closes_at.astimezone(LONDON).date():
        raise Refusal("promise_after_close", closes=said(collection.closes_at))


def check_said_by(said_by: str) -> None:
    """Raises Refusal where it is not said who at the school spoke."""
    if not said_by.strip():
        raise Refusal("said_by_missing")
