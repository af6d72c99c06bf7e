"""All that went to and fro with a school, on one list: what was asked and said, noted, and what did not arrive."""

from datetime import datetime

import msgspec

from muster.portal.audit.models import Event
from muster.portal.audit.reads import events
from muster.portal.casework.reads.notes import Noted, notes_on
from muster.portal.collecting.reads import collections
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.outbox.models import Mail
from muster.portal.outbox.reads import mails_of_school

_WORDS = {
    "school.asked": "Asked to take part",
    "school.asked_to_get_ready": "Asked to get ready",
    "school.reminded": "Reminded",
    "reports.announced": "Told that the reports are there",
    "request.declined": "Said that the school is not taking part",
    "request.rejoined": "Said that the school is taking part",
    "return.sent_back": "Asked questions",
    "return.answered": "Answered a question",
    "return.reopened": "Opened accepted results again",
    "return.confirmed": "Confirmed results",
    "return.withdrawn": "Took a confirmation back",
    "enquiry.opened": "Asked the data team",
    "enquiry.answered": "Answered an enquiry",
    "enquiry.replied": "Wrote again in an enquiry",
}
_NO_ADDRESS = "There was no address to write to."
_ON_WORD = "Written down for the school, on its word."


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened: when, what, by whom, and more about it; `is_fault` where it went wrong."""

    at: datetime
    what: str
    who: str = ""
    more: str = ""
    collection: str = ""
    is_fault: bool = False
    is_note: bool = False


def contact_with(scope: Scope, school: School, limit: int = 200) -> list[Contact]:
    """The newest things first: for the authority's own people, for notes are never a school's to see."""
    titles = {one.public_id: one.title for one in collections(scope)}
    said = [_of_event(one, titles) for one in events(scope, school=school.public_id, verbs=_WORDS, limit=limit)]
    noted = [_of_note(one) for one in notes_on(scope, school)]
    lost = [_of_mail(one) for one in mails_of_school(scope, school.public_id, limit) if one.bounced_at]
    return sorted((*said, *noted, *lost), key=lambda one: one.at, reverse=True)[:limit]


def _of_event(event: Event, titles: dict[str, str]) -> Contact:
    unreached, on_word = event.facts.get("reached") is False, bool(event.facts.get("on_word"))
    return Contact(
        at=event.at,
        what=_WORDS[event.verb],
        who=event.actor_name,
        more=_NO_ADDRESS if unreached else _ON_WORD if on_word else "",
        collection=titles.get(str(event.facts.get("collection", "")), ""),
        is_fault=unreached,
    )


def _of_note(note: Noted) -> Contact:
    promised = note.promised_on
    what = "Note"
    if promised:
        what = f"Promised to send by {promised.day} {promised:%B %Y}"
    elif note.no_promise:
        what = "No promise any more"
    more, by = note.text, note.by_name
    return Contact(at=note.at, what=what, who=by, more=more, collection=note.request.collection.title, is_note=True)


def _of_mail(mail: Mail) -> Contact:
    at = mail.bounced_at or mail.made_at
    return Contact(at=at, what=f"E-mail to {mail.to_address} did not arrive", more=_why(mail), is_fault=True)


def _why(mail: Mail) -> str:
    queued = clock.in_words(mail.made_at)
    return f"Of {queued}. {mail.fault}".strip()
