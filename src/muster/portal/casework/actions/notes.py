"""Notes for the team on a school's request, and what the school has promised."""

from datetime import date

from muster.portal.audit.action import action
from muster.portal.casework import sealing
from muster.portal.casework.models import CaseNote
from muster.portal.casework.policies import check_note
from muster.portal.collecting.models import Request
from muster.portal.foundation.actor import Actor


def add_note(
    actor: Actor, request: Request, text: str, promised_on: date | None = None, *, no_promise: bool = False
) -> CaseNote:
    """Note something for the team, never for the school. One event, without the words.

    `promised_on` is the day by which the school will send; `no_promise` says that an earlier promise holds no longer.
    Raises Refusal where nothing is noted, or the day has passed or is after the collection's close.
    """
    check_note(text, promised_on, no_promise=no_promise, collection=request.collection)
    with action(actor, request.authority.public_id) as act:
        note = CaseNote(authority=request.authority, request=request, by_name=actor.name, no_promise=no_promise)
        note.promised_on, note.sealed = promised_on, sealing.close_note(note, text.strip())
        note.save(force_insert=True)
        promised = promised_on.isoformat() if promised_on else ""
        school, collection = request.school.public_id, request.collection.public_id
        act.record("note.added", note, school=school, collection=collection, promised=promised, no_promise=no_promise)
    return note
