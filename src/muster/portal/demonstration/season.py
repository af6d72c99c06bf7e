"""The demonstration's collection: always open, whatever the day."""

from datetime import date, datetime, timedelta

import msgspec

from muster.portal.collecting.actions import change_collection, draft_collection, open_collection, settle_data_care
from muster.portal.collecting.care import Care
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Benchmarks, Practice
from muster.portal.collecting.states import is_late
from muster.portal.collecting.terms import Terms, terms_of, terms_of_year
from muster.portal.collecting.times import end_of
from muster.portal.demonstration.guard import DEMONSTRATION
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.models import Authority

YEAR = 2026
_FRIDAY = 4
_WEEKS = timedelta(weeks=5)
_OPEN_AFTERWARDS = timedelta(weeks=8)
_REPORTS_AFTERWARDS = timedelta(days=17)
"""From a Friday's deadline to the Monday of the week of the reports."""

_OPEN = Practice(benchmarks=Benchmarks.SCHOOLS)
"""Schools see what they are compared with."""

GUIDANCE = (
    "Please send one file with an outcome for every pupil in reading, writing, maths and science, and confirm it at "
    "the same time. Before you send it, make sure that internal moderation is complete and that the head teacher has "
    "agreed the results.\n\n"
    "If a pupil moved school during May, the school where the pupil was registered for more days sends the results."
)

CARE = Care(
    purposes=(
        "To check and put together the schools’ key stage 1 outcomes, to report to each school beside the authority’s "
        "figures, and to decide where support is needed."
    ),
    keep_files=12,
    keep_results=36,
    keep_explanations=12,
    keep_mail=12,
    keep_logs=24,
    dpia_reference="DPIA 2026/14 (made up)",
    dpia_date=date(2026, 2, 10),
    privacy_notice=(
        "This is a demonstration: the authority, its schools and its pupils are made up. A real authority says here "
        "which data it collects, why, by which law, for how long, and whom to ask."
    ),
)


def begin_collection(authority: Authority, officer: Actor, today: datetime) -> Collection:
    """The collection of this version's year, drafted and opened by the officer, so that it is open today."""
    collection = draft_collection(officer, authority, YEAR, _terms(today))
    settle_data_care(officer, collection, 0, CARE)
    return open_collection(officer, collection, collection.revision)


def keep_open(authority: Authority) -> None:
    """Move the dates on where the deadline has passed since the demonstration was loaded or last started."""
    for collection in Collection.objects.filter(authority=authority, year=YEAR):
        if is_late(collection):
            now = _terms(clock.now())
            terms = msgspec.structs.replace(
                terms_of(collection), deadline=now.deadline, closes_at=now.closes_at, last_week=now.last_week
            )
            change_collection(DEMONSTRATION, collection, collection.revision, terms)


def _terms(now: datetime) -> Terms:
    """The framework's terms; after its own summer a deadline five weeks on, a Friday."""
    terms = msgspec.structs.replace(terms_of_year(YEAR), guidance=GUIDANCE, practice=_OPEN)
    if now < terms.deadline:
        return terms
    day = now.astimezone(clock.LONDON).date() + _WEEKS
    friday = day + timedelta(days=(_FRIDAY - day.weekday()) % 7)
    return msgspec.structs.replace(
        terms,
        deadline=end_of(friday),
        closes_at=end_of(friday + _OPEN_AFTERWARDS),
        last_week=friday + _REPORTS_AFTERWARDS,
    )
