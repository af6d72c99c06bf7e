"""When an agreement may be recorded, and a match be moved. `check_x` raises the Refusal."""

from datetime import date

from muster.portal.duplicates.models import Match
from muster.portal.duplicates.policies import check_open
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal

LONGEST_MESSAGE = 1_000


def check_agreement(reference: str, agreed_on: date) -> None:
    """Raises Refusal where the reference is missing, or the day is to come."""
    if not reference.strip():
        raise Refusal("agreement_reference_missing")
    if agreed_on > clock.today():
        raise Refusal("agreement_day_to_come")


def check_message(text: str) -> None:
    """Raises Refusal where nothing is written, or too much."""
    if not text.strip():
        raise Refusal("match_message_missing")
    if len(text.strip()) > LONGEST_MESSAGE:
        raise Refusal("match_message_long", longest=f"{LONGEST_MESSAGE:,}")


def check_writing(*, holds: bool) -> None:
    """Raises Refusal where the agreement was ended."""
    if not holds:
        raise Refusal("agreement_over")


def check_settling(match: Match, *, holds: bool) -> None:
    """Raises Refusal where it is settled already, or the agreement was ended."""
    check_writing(holds=holds)
    check_open(match)


def check_undo_across(match: Match, *, holds: bool) -> None:
    """Raises Refusal where nothing is settled, or the agreement was ended and this side has not given way."""
    if match.outcome == Match.Outcome.OPEN:
        raise Refusal("case_open")
    if not holds and match.outcome != Match.Outcome.THEIRS:
        raise Refusal("agreement_over")
