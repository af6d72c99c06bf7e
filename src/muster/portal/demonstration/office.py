"""What the demonstration's officers have done beside what schools sent: the chase, a waiver, another collection."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from muster.portal.casework.actions.notes import add_note
from muster.portal.casework.actions.reminding import set_reminding, set_suggested
from muster.portal.casework.actions.telephone import decline_on_word
from muster.portal.casework.models import Reminding
from muster.portal.collecting.actions import ask_schools, draft_collection, open_collection, settle_data_care
from muster.portal.collecting.actions.waiving import Waiving, waive
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.terms import terms_of
from muster.portal.demonstration.last_year import HOLDS, MARKS, PHONICS
from muster.portal.demonstration.people import heads_of, plain_school
from muster.portal.demonstration.season import CARE
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import School
from muster.portal.returns.actions.handing_in import hand_in
from muster.portal.returns.actions.identities import correct_identity
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Result, Return
from muster.portal.returns.sealing import content_of

_ASKED, _FILES = 60, 6
_BEGIN = 1
_WAIVED = "R17"
_WAIVING = "The school takes pupils from a language unit, and this is so of most of them every year."
_TOLD = "The new office manager has no access to the school’s system before next week."
_PROMISED = "Spoke with the office: the file comes once the head is back from leave."
_LATE = "Promised by telephone; the deputy makes the file."
_CERTIFICATE = "The head teacher telephoned: the name is longer, as on the birth certificate."
_REFUSED = "The school assesses by its own scheme this year."


def work_the_season(collection: Collection, schools: Sequence[School], officer: Actor) -> None:
    """Notes and promises, a refusal by telephone, a waiver, reminders to come, another collection, a name put right.

    Schools that have done nothing yet get one thing each, as far as they go, and the last one a check that does not
    count; the one whose head is printed nothing.
    """
    others = [one for one in schools if one.pk != plain_school(schools).pk]
    requests = _untouched(collection, others)
    today = clock.today()
    promises: tuple[tuple[str, date | None], ...] = (
        (_TOLD, None),
        (_PROMISED, today + timedelta(days=4)),
        (_LATE, today + timedelta(days=1)),
    )
    for request, (text, day) in zip(requests, promises, strict=False):
        add_note(officer, request, text, day)
    for request in requests[len(promises) : len(promises) + 1]:
        decline_on_word(officer, request, _BEGIN, "Mrs Aldous, school business manager", _REFUSED)
    _waive(officer, collection, others[-1])
    _plan_reminders(officer, collection)
    _collect_files(officer, collection, others[:_ASKED])
    _put_right(officer, collection)


def _waive(officer: Actor, collection: Collection, school: School) -> None:
    joins = ("collection__authority", "authority", "school__authority")
    request = Request.objects.select_related(*joins).get(collection=collection, school=school)
    waive(officer, request, Waiving(_WAIVED, _WAIVING, "Dorothea Lindqvist"))
    check_again(request)


def _put_right(officer: Actor, collection: Collection) -> None:
    """A pupil's surname at the first school whose results wait to be accepted."""
    joins = ("confirmed__authority", "request__collection__authority", "request__authority", "request__school")
    waiting = Return.objects.filter(request__collection=collection, in_force=InForce.CONFIRMED)
    school_return = waiting.select_related(*joins).order_by("pk").first()
    if school_return is not None:
        put_name_right(officer, school_return)


def put_name_right(officer: Actor, school_return: Return) -> None:
    """Put the surname of the first pupil right whom the school has confirmed, and check again."""
    if school_return.confirmed is None:
        return
    first = Result.objects.filter(version=school_return.confirmed).order_by("place")[0]
    file = content_of(school_return.confirmed, vault_of(school_return.authority.public_id))
    wished = {"surname": f"{file.pupils[first.place].surname}-Ashby"}
    correct_identity(officer, school_return.request, school_return.revision, first.public_id, wished, _CERTIFICATE)
    check_again(school_return.request)


def _plan_reminders(officer: Actor, collection: Collection) -> None:
    """Those that suit most collections, and one that is due tomorrow."""
    set_suggested(officer, collection)
    tomorrow = clock.now() + timedelta(days=1)
    if tomorrow < collection.closes_at:
        set_reminding(officer, collection, Reminding.To.QUESTIONS, due_at=tomorrow)


def _collect_files(officer: Actor, like: Collection, schools: Sequence[School]) -> None:
    """A collection of phonics files, to which some schools have sent theirs."""
    terms = msgspec.structs.replace(
        terms_of(like),
        title=f"{PHONICS} {like.year}",
        guidance="",
        practice=HOLDS,
    )
    draft = draft_collection(officer, like.authority, like.year, terms, Collection.Kind.FILE_ONLY)
    settle_data_care(officer, draft, 0, CARE)
    collection = open_collection(officer, draft, draft.revision)
    asked = ask_schools(officer, collection, schools).requests
    heads = heads_of(schools)
    for request in asked[:_FILES]:
        name = f"{request.school.urn}_Phonics.csv"
        hand_in(heads[request.school_id], request, _BEGIN, name, MARKS, new_key())


def _untouched(collection: Collection, schools: Sequence[School]) -> list[Request]:
    joins = ("collection__authority", "authority", "school__authority")
    rows = Request.objects.filter(collection=collection, school__in=schools).select_related(*joins)
    begun = set(Return.objects.filter(request__in=rows).values_list("request_id", flat=True))
    return [one for one in rows.order_by("school__urn") if one.pk not in begun]
