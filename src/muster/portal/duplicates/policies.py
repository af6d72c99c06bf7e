"""When a case may be moved. `check_x` raises the Refusal."""

from datetime import date

from muster.portal.collecting.models import Collection
from muster.portal.collecting.times import said
from muster.portal.duplicates.case_view import CaseState, CaseView
from muster.portal.duplicates.models import Ask, Case, Match
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal

LONGEST_TEXT = 4_000
_YEARS = 8
"""Nobody who finishes key stage 1 joined so many years before the collection's summer."""


def check_open(case: Case | Match) -> None:
    """Raises Refusal where it is decided already: that is to be undone first."""
    if case.outcome != Case.Outcome.OPEN:
        when = clock.in_words(case.changed_at or case.made_at)
        raise Refusal("case_settled", who=case.changed_by_name or "Somebody", when=when)


def check_undo(case: Case) -> None:
    """Raises Refusal where nothing is decided."""
    if case.outcome == Case.Outcome.OPEN:
        raise Refusal("case_open")


def check_decide(view: CaseView) -> None:
    """Raises Refusal where there is nothing to decide: two schools no longer claim the pupil."""
    check_open(view.case)
    if view.state is CaseState.GONE:
        raise Refusal("case_gone")


def check_unprotected(view: CaseView) -> None:
    """Raises Refusal where one of the pupils is protected: nothing of it is said to any school."""
    if view.is_protected:
        raise Refusal("case_protected")


def check_text(text: str) -> None:
    """Raises Refusal where it is too long."""
    if len(text.strip()) > LONGEST_TEXT:
        raise Refusal("case_text_long", longest=f"{LONGEST_TEXT:,}")


def check_due(collection: Collection, due_on: date | None) -> None:
    """Raises Refusal where the day is past, or after the collection's close."""
    if due_on is None:
        return
    if due_on < clock.today():
        raise Refusal("question_due_past")
    if due_on > collection.closes_at.astimezone(clock.LONDON).date():
        raise Refusal("question_due_late", closes=said(collection.closes_at))


def check_waits(ask: Ask) -> None:
    """Raises Refusal where the school has answered already, is no longer asked, or the case is settled."""
    if ask.answered_at is not None:
        raise Refusal("case_answered", who=ask.answered_by_name, when=clock.in_words(ask.answered_at))
    if ask.withdrawn_at is not None:
        raise Refusal("case_ask_withdrawn")
    case = ask.side.case
    if case.outcome != Case.Outcome.OPEN:
        raise Refusal("case_ask_settled", when=clock.in_words(case.changed_at or case.made_at))


def check_dates(collection: Collection, entry: date | None, leaving: date | None) -> None:
    """Raises Refusal where a day cannot be right, or the pupil left before they came."""
    for day in (one for one in (entry, leaving) if one):
        if day.year < collection.year - _YEARS:
            raise Refusal("pupil_day_long_ago")
        if day.year > collection.year:
            raise Refusal("case_day_late")
    if entry and leaving and leaving < entry:
        raise Refusal("case_dates_backwards")
