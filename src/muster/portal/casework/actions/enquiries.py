"""Questions to the data team: asked, answered, replied to, closed."""

import secrets

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from muster.portal.audit.action import action
from muster.portal.casework import sealing
from muster.portal.casework.links import link_to
from muster.portal.casework.models import Enquiry, EnquiryKind, EnquiryMessage, EnquiryState
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed
from muster.portal.organisations.letterhead import letterhead
from muster.portal.organisations.models import Authority, Person, School
from muster.portal.outbox.actions import Recipient, send
from muster.portal.returns.models import Version

_TRIES = 20


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, and by whom: `person` and `school` where they are signed in, else what they typed.

    `about` is the version, and `about_rule` the check, that somebody asks about from their results.
    """

    kind: EnquiryKind
    name: str
    email: str
    text: str
    school_said: str = ""
    person: Person | None = None
    school: School | None = None
    about: Version | None = None
    about_rule: str = ""


def open_enquiry(actor: Actor, authority: Authority, asked: Asked) -> Enquiry:
    """Put a question to the authority's data team. The team is told by mail, and the asker gets the reference.

    Neither mail holds anything that was typed: it could name a child, or be meant for somebody else's mailbox.
    """
    with action(actor, authority.public_id) as act:
        enquiry = _made(authority, asked)
        _write(enquiry, asked.name, asked.text)
        school = asked.school.public_id if asked.school else ""
        act.record("enquiry.opened", enquiry, school=school, kind=asked.kind, signed_in=asked.person is not None)
        _tell_asker("enquiry_received", enquiry)
        _tell_team("enquiry_for_team", enquiry)
    return enquiry


def answer(actor: Actor, enquiry: Enquiry, text: str, revision: int) -> EnquiryMessage:
    """The data team answers; the asker is told by mail that there is an answer, not what it says.

    `revision` is the one that the officer saw: raises Changed where the enquiry has moved on since.
    """
    with action(actor, enquiry.authority.public_id) as act:
        _move(actor, enquiry, revision, EnquiryState.ANSWERED)
        message = _write(enquiry, actor.name, text, from_team=True)
        act.record("enquiry.answered", enquiry, school=_school_of(enquiry))
        _tell_asker("enquiry_answered", enquiry)
    return message


def reply(actor: Actor, enquiry: Enquiry, text: str) -> EnquiryMessage:
    """The asker writes again, also where it was closed: it waits for the data team, who are told by mail."""
    with action(actor, enquiry.authority.public_id) as act:
        now = Enquiry.objects.select_for_update(no_key=True).get(pk=enquiry.pk)
        _move(actor, enquiry, now.revision, EnquiryState.OPEN, enquiry.name)
        message = _write(enquiry, enquiry.name, text)
        act.record("enquiry.replied", enquiry, school=_school_of(enquiry))
        _tell_team("enquiry_replied", enquiry)
    return message


def close(actor: Actor, enquiry: Enquiry, revision: int) -> None:
    """The data team is done with it. Raises Changed where it has moved on since `revision`, as by a reply."""
    with action(actor, enquiry.authority.public_id) as act:
        _move(actor, enquiry, revision, EnquiryState.CLOSED)
        act.record("enquiry.closed", enquiry, school=_school_of(enquiry))


def reopen(actor: Actor, enquiry: Enquiry, revision: int) -> None:
    """The data team takes it up again. Raises Changed where it has moved on since `revision`."""
    with action(actor, enquiry.authority.public_id) as act:
        _move(actor, enquiry, revision, EnquiryState.OPEN)
        act.record("enquiry.reopened", enquiry, school=_school_of(enquiry))


def renew_link(actor: Actor, enquiry: Enquiry) -> None:
    """Mail the asker a new link to their enquiry, to the address that they gave when they asked."""
    with action(actor, enquiry.authority.public_id) as act:
        act.record("enquiry.link_renewed", enquiry, school=_school_of(enquiry))
        _tell_asker("enquiry_link", enquiry)


def _made(authority: Authority, asked: Asked) -> Enquiry:
    """A new row, with a reference that the authority has not given out yet."""
    for _ in range(_TRIES):
        fresh = Enquiry(
            authority=authority, kind=asked.kind, name=asked.name, email=asked.email.strip().lower(),
            person=asked.person, school=asked.school, about=asked.about, about_rule=asked.about_rule,
            school_said=asked.school_said,
            reference=f"{secrets.randbelow(10**6):06d}", changed_at=clock.now(), changed_by_name=asked.name,
        )  # fmt: skip
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
        except IntegrityError:
            continue
        return fresh
    raise RuntimeError("No reference was free in twenty tries.")


def _move(actor: Actor, enquiry: Enquiry, revision: int, state: EnquiryState, name: str = "") -> None:
    """Compare and set; the enquiry in hand is as in the database afterwards."""
    moved = Enquiry.objects.filter(pk=enquiry.pk, revision=revision).update(
        state=state, revision=F("revision") + 1, changed_at=clock.now(), changed_by_name=name or actor.name
    )
    enquiry.refresh_from_db(fields=["state", "revision", "changed_at", "changed_by_name"])
    if not moved:
        raise Changed("changed", who=enquiry.changed_by_name, when=clock.in_words(enquiry.changed_at))


def _write(enquiry: Enquiry, author: str, text: str, *, from_team: bool = False) -> EnquiryMessage:
    message = EnquiryMessage(authority=enquiry.authority, enquiry=enquiry, author_name=author, from_team=from_team)
    message.sealed = sealing.close(message, text)
    message.save(force_insert=True)
    return message


def _tell_asker(template: str, enquiry: Enquiry) -> None:
    """A name typed by a visitor does not stand in the mail: it may be anything, and the mailbox anybody's."""
    name = enquiry.name if enquiry.person_id is not None else ""
    facts = {"reference": enquiry.spoken_reference, "link": link_to(enquiry), **letterhead(enquiry.authority)}
    send(template, Recipient(enquiry.email, name), facts, authority=enquiry.authority.public_id)


def _tell_team(template: str, enquiry: Enquiry) -> None:
    authority = enquiry.authority
    link = f"{settings.PORTAL_ADDRESS}/authority/enquiries/{enquiry.public_id}/"
    facts = {"reference": enquiry.spoken_reference, "link": link, **letterhead(authority)}
    send(template, Recipient(authority.team_email, authority.team_name), facts, authority=authority.public_id)


def _school_of(enquiry: Enquiry) -> str:
    return enquiry.school.public_id if enquiry.school else ""
