"""The demonstration's last year: a collection of phonics files, closed since, so that this year's stands beside it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from muster.portal.collecting.actions import ask_schools, draft_collection, open_collection, settle_data_care
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Holds, Practice, Takes
from muster.portal.collecting.terms import Terms
from muster.portal.collecting.times import end_of, start_of
from muster.portal.demonstration.people import heads_of, plain_school
from muster.portal.demonstration.season import CARE, YEAR
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Authority, School
from muster.portal.returns.actions.handing_in import hand_in

PHONICS = "Phonics screening check"
MARKS = b"UPN,Mark\n"
HOLDS = Practice(takes=Takes.CTF_OR_TABLE, holds=Holds.PHONICS)
BEGAN = datetime(YEAR - 1, 6, 2, 9, 20, tzinfo=LONDON)
"""When the authority began to use Muster."""

_DEADLINE, _CLOSE = date(YEAR - 1, 6, 27), date(YEAR - 1, 7, 25)
_ASKED, _LEFT_OUT = 60, 10
_BEGIN = 1
_FIRST = timedelta(days=2)
_AS_LATE = timedelta(days=29)
"""By then the last file had come, two days late."""


def collect_last_year(authority: Authority, schools: Sequence[School], officer: Actor) -> None:
    """Ask the first schools for their phonics files of last year, which most send, the last of them late.

    Nothing is asked of the school whose head is printed.
    """
    others = [one for one in schools if one.pk != plain_school(schools).pk][:_ASKED]
    draft = draft_collection(officer, authority, YEAR - 1, _terms(), Collection.Kind.FILE_ONLY)
    care = msgspec.structs.replace(CARE, dpia_reference="DPIA 2025/9 (made up)", dpia_date=date(YEAR - 1, 2, 11))
    settle_data_care(officer, draft, 0, care)
    requests = ask_schools(officer, open_collection(officer, draft, draft.revision), others).requests
    heads = heads_of(others)
    sending = [one for number, one in enumerate(requests, start=1) if number % _LEFT_OUT]
    for number, request in enumerate(sending):
        with clock.at(BEGAN + _FIRST + (_AS_LATE - _FIRST) * number / len(sending)):
            name = f"{request.school.urn}_Phonics.csv"
            hand_in(heads[request.school_id], request, _BEGIN, name, MARKS, new_key())


def _terms() -> Terms:
    return Terms(
        title=f"{PHONICS} {YEAR - 1}",
        opens_at=start_of(BEGAN.date()),
        deadline=end_of(_DEADLINE),
        closes_at=end_of(_CLOSE),
        test_period_from=date(YEAR - 1, 6, 9),
        test_period_to=date(YEAR - 1, 6, 13),
        last_week=date(YEAR - 1, 7, 14),
        practice=HOLDS,
    )
