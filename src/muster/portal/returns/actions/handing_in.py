"""Receiving a file that is all that is asked for: no check of its contents, and a receipt at once."""

import msgspec
from django.conf import settings

from muster.portal.collecting.addressees import addressees
from muster.portal.collecting.models import Request
from muster.portal.collecting.states import is_late
from muster.portal.foundation import clock, files
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.files import FileReference
from muster.portal.foundation.once import Plain, digest_of, once
from muster.portal.organisations.letterhead import letterhead
from muster.portal.outbox.actions import send
from muster.portal.outbox.rendering import Fact
from muster.portal.returns.actions.moving import Moving, moving
from muster.portal.returns.handing_in import judge
from muster.portal.returns.models import HandedIn
from muster.portal.returns.receipts import new_receipt

_LONGEST_NAME = 255
_SHORT = 32


class Received(msgspec.Struct, frozen=True):
    """What became of a file: its receipt's row by public id, and whether it is the one that was there already."""

    handed_in: str
    again: bool = False


def hand_in(actor: Actor, request: Request, seen: int, name: str, content: bytes, key: str) -> Received:
    """Take a file for the school, with a receipt by mail; earlier ones stay, the newest counts.

    `seen` is the return's revision that the person saw, `key` the form's own, so that a double click sends once. The
    newest file once more changes nothing. Raises Changed where somebody was first, Refusal where nothing may be sent
    now, the file is not what is asked for (`judge`), or the disk is full.
    """
    kind = judge(request, name, content)
    with files.keeping(request.authority.public_id, content) as kept:
        outcome = once(
            key, actor, digest_of(name, content), lambda: _take(actor, request, seen, (name, kind or ""), kept)
        )
        received = Received(*outcome.value)  # type: ignore[misc] # as `_take` gives it
        if outcome.repeated or received.again:
            files.delete(kept.name)
    return received


def _take(actor: Actor, request: Request, seen: int, named: tuple[str, str], kept: FileReference) -> Plain:
    with moving(actor, request, seen, "hand_in") as move:
        newest = HandedIn.objects.filter(request=request).order_by("-number").first()
        if newest is not None and newest.sha256 == kept.sha256:
            move.nothing_changed()
            move.act.record("file.received_again", newest, school=request.school.public_id)
            return [newest.public_id, True]
        row = _row(move, request, named, kept, newest.number + 1 if newest else 1)
        row.save(force_insert=True)
        move.facts = {"number": row.number, "receipt": row.receipt, "late": row.late}
        _tell(row)
    return [row.public_id, False]


def _row(move: Moving, request: Request, named: tuple[str, str], kept: FileReference, number: int) -> HandedIn:
    return HandedIn(
        authority=request.authority,
        request=request,
        number=number,
        receipt=_unused_receipt(request),
        file_name=named[0][:_LONGEST_NAME],
        file=kept.name,
        kind=named[1],
        sha256=kept.sha256,
        size=kept.size,
        by=move.actor.public_id,
        by_name=move.actor.name,
        late=is_late(request.collection),
        for_school=bool(move.actor.acting),
    )


def _unused_receipt(request: Request) -> str:
    while True:
        drawn = new_receipt(request.collection.year)
        if not HandedIn.objects.filter(authority=request.authority, receipt=drawn).exists():
            return drawn


def _tell(row: HandedIn) -> None:
    """The receipt, to the school's main address and its people; the file's name stays out: it may name a child."""
    request = row.request
    at = f"{settings.PORTAL_ADDRESS}/schools/{request.school.public_id}/requests/{request.public_id}/file/received/"
    facts: dict[str, Fact] = {
        "title": request.collection.title,
        "school": request.school.name,
        "receipt_number": row.receipt,
        "who": row.by_name,
        "when": clock.in_words(row.made_at),
        "late": row.late,
        "link": at,
        **letterhead(request.authority),
    }
    for to in addressees([request.school])[request.school.pk]:
        key = f"file_received:{row.public_id}:{digest_of(to.address)[:_SHORT]}"
        send("file_received", to, facts, authority=request.authority.public_id, once=key)
