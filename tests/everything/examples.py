"""An example of every action: made ready for a season, then called. The events that it must write stand beside it."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.files.storage import default_storage
from msgspec.structs import replace

from muster.formats.reference import SchoolRow
from muster.portal.casework.actions import enquiries
from muster.portal.casework.models import Enquiry, EnquiryKind
from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.terms import terms_of_year
from muster.portal.foundation import clock, files
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.actions import (
    authenticators,
    authorities,
    codes,
    head_changes,
    invitations,
    links,
    mails,
    memberships,
    passwords,
    people,
    schools,
    sessions,
    sign_in,
    stray_files,
    tidying,
    trusts,
)
from muster.portal.organisations.kept_forms import TypedForm
from muster.portal.organisations.models import Authority, HeadChange, Link, Membership, Person, Role, SignInCode
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pupils import actions as pupils
from muster.portal.pupils.actions import keys
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Child
from muster.portal.rolls import actions as rolls
from muster.portal.rolls.models import RollLoad
from muster.records import HistoryRow, Roll, RollEntry
from tests import everything
from tests.everything.example import Call, Example
from tests.portal.cared import CARE, cared
from tests.portal.season import PASSWORD, Season

ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
SECRET = "JBSWY3DPEHPK3PXP"
NEW_PASSWORD = "seven-otter-lantern"
PUPIL, UPN = "Pupilzqxborn", "K330200125001"
ADA = IdentityRecord(PUPIL, "Ada", upn=UPN, dob=date(2019, 3, 14), sex="F")
_NEW_EMAIL = "sam@people.example"


def _enquiry(season: Season) -> Enquiry:
    asked = enquiries.Asked(
        kind=EnquiryKind.QUESTION, name=season.head.name, email=season.head.email, text="May we?", person=season.head,
        school=season.school,
    )  # fmt: skip
    return enquiries.open_enquiry(ACTOR, season.authority, asked)


def _closed(season: Season) -> Enquiry:
    enquiry = _enquiry(season)
    enquiries.close(ACTOR, enquiry, enquiry.revision)
    return Enquiry.objects.get(pk=enquiry.pk)


def _drafted(season: Season) -> Collection:
    return collecting.draft_collection(ACTOR, season.authority, 2026, terms_of_year(2026))


def _opened(season: Season) -> Collection:
    draft = _drafted(season)
    with clock.at(draft.opens_at + timedelta(days=1)):
        return collecting.open_collection(ACTOR, cared(ACTOR, draft), draft.revision)


def _asked(season: Season) -> Request:
    collection = _opened(season)
    with clock.at(collection.opens_at + timedelta(days=2)):
        return next(iter(collecting.ask_schools(ACTOR, collection, [season.school]).requests))


def _declined(season: Season) -> Request:
    asked = _asked(season)
    with clock.at(asked.collection.opens_at + timedelta(days=3)):
        return collecting.decline(ACTOR, asked, asked.revision)


def _in_time(collection: Collection, call: Call) -> Call:
    def later() -> object:
        with clock.at(collection.opens_at + timedelta(days=4)):
            return call()

    return later


def _child(season: Season) -> Child:
    (identity,) = pupils.identify(ACTOR, season.authority, [ADA])
    return identity.child


def _roll() -> Roll:
    entry = RollEntry(
        la="330", estab="2001", upn=UPN, surname=PUPIL, forename="Ada", dob=date(2019, 3, 14),
        sex="F", nc_year="2", sen="K", first_language="ENG", fsm="Y", disadvantaged="Y", ethnicity="WBRI",
        entry_date=date(2023, 9, 4), leaving_date=None, enrol_status="C", gld="N", phonics="Wa",
    )  # fmt: skip
    return Roll(date(2026, 1, 15), (entry,))


def _loaded(season: Season) -> RollLoad:
    return rolls.load_roll(ACTOR, _drafted(season), _roll()).load


def _membership(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def _change(season: Season) -> HeadChange:
    return head_changes.ask_for_head(ACTOR, season.school, "Sam Okazqxfor", _NEW_EMAIL)


def _code(season: Season) -> str:
    codes.send_code(season.head)
    said = text_of(Mail.objects.get(template="sign_in_code"))
    assert said is not None
    return next(word.strip(".,") for word in said.plain.split() if word.strip(".,").isdigit() and len(word) >= 6)


def _app_code() -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(clock.now().timestamp()) // 30)))


def _with_app(season: Season) -> list[str]:
    return authenticators.add_app(season.head, SECRET, _app_code())


def _link(season: Season) -> Link:
    links.make_link(ACTOR, season.reader, Link.Purpose.NEW_PASSWORD)
    return Link.objects.get(person=season.reader)


def _stopped_mail(season: Season) -> Mail:
    codes.send_code(season.head)
    Mail.objects.update(stopped_at=clock.now())
    return Mail.objects.get()


def _over(season: Season) -> int:
    codes.send_code(season.head)
    return SignInCode.objects.update(ends_at=clock.now() - timedelta(days=2))


def _with_stray(season: Season) -> Authority:
    os.utime(default_storage.path(files.put(season.authority.public_id, b"").name), (0, 0))
    return season.authority


def _families() -> Iterator[dict[str, Example]]:
    """The examples of every module beside this one that is named `examples_of_...`."""
    for found in sorted(pkgutil.iter_modules(everything.__path__), key=lambda one: one.name):
        if found.name.startswith("examples_of_"):
            yield importlib.import_module(f"{everything.__name__}.{found.name}").EXAMPLES


EXAMPLES: dict[str, Example] = {
    "casework.actions.enquiries.open_enquiry": Example(
        lambda s: lambda: _enquiry(s), ("enquiry.opened",)
    ),
    "casework.actions.enquiries.answer": Example(
        lambda s: partial(enquiries.answer, ACTOR, e := _enquiry(s), "Yes.", e.revision), ("enquiry.answered",)
    ),
    "casework.actions.enquiries.reply": Example(
        lambda s: partial(enquiries.reply, ACTOR, _enquiry(s), "And now?"), ("enquiry.replied",)
    ),
    "casework.actions.enquiries.close": Example(
        lambda s: partial(enquiries.close, ACTOR, e := _enquiry(s), e.revision), ("enquiry.closed",)
    ),
    "casework.actions.enquiries.reopen": Example(
        lambda s: partial(enquiries.reopen, ACTOR, e := _closed(s), e.revision), ("enquiry.reopened",)
    ),
    "casework.actions.enquiries.renew_link": Example(
        lambda s: partial(enquiries.renew_link, ACTOR, _enquiry(s)), ("enquiry.link_renewed",)
    ),
    "collecting.actions.collections.draft_collection": Example(
        lambda s: partial(collecting.draft_collection, ACTOR, s.authority, 2026, terms_of_year(2026)),
        ("collection.drafted",),
    ),
    "collecting.actions.collections.change_collection": Example(
        lambda s: partial(
            collecting.change_collection, ACTOR, c := _drafted(s), c.revision,
            replace(terms_of_year(2026), title="Another title"),
        ),
        ("collection.changed",),
    ),
    "collecting.actions.collections.open_collection": Example(
        lambda s: _in_time(c := cared(ACTOR, _drafted(s)), partial(collecting.open_collection, ACTOR, c, c.revision)),
        ("collection.opened",),
    ),
    "collecting.actions.data_care.settle_data_care": Example(
        lambda s: partial(collecting.settle_data_care, ACTOR, _drafted(s), 0, CARE),
        ("collection.data_care_settled",),
    ),
    "collecting.actions.asking.ask_schools": Example(
        lambda s: _in_time(c := _opened(s), partial(collecting.ask_schools, ACTOR, c, [s.school])),
        ("school.asked", "schools.asked"),
    ),
    "collecting.actions.participation.decline": Example(
        lambda s: _in_time((r := _asked(s)).collection, partial(collecting.decline, ACTOR, r, r.revision, "Not now")),
        ("request.declined",),
    ),
    "collecting.actions.participation.rejoin": Example(
        lambda s: _in_time((r := _declined(s)).collection, partial(collecting.rejoin, ACTOR, r, r.revision)),
        ("request.rejoined",),
    ),
    "organisations.actions.authenticators.add_app": Example(
        lambda s: lambda: _with_app(s), ("person.app_added",)
    ),
    "organisations.actions.authenticators.remove_app": Example(
        lambda s: (_with_app(s), partial(authenticators.remove_app, ACTOR, s.head))[1], ("person.app_removed",)
    ),
    "organisations.actions.authenticators.renew_recovery_codes": Example(
        lambda s: (_with_app(s), partial(authenticators.renew_recovery_codes, s.head))[1],
        ("person.recovery_codes_made",),
    ),
    "organisations.actions.authenticators.spend_app_code": Example(
        lambda s: partial(authenticators.spend_app_code, s.head, _with_app(s)[0]), ("app_code.spent",)
    ),
    "organisations.actions.authorities.found_authority": Example(
        lambda s: partial(authorities.found_authority, ACTOR, "332", "Southshire", "team@south.example"),
        ("authority.founded",),
    ),
    "organisations.actions.codes.send_code": Example(lambda s: partial(codes.send_code, s.head), ("code.sent",)),
    "organisations.actions.codes.spend_code": Example(
        lambda s: partial(codes.spend_code, s.head, _code(s)), ("code.spent",)
    ),
    "organisations.actions.head_changes.ask_for_head": Example(
        lambda s: lambda: _change(s), ("head_change.asked",)
    ),
    "organisations.actions.head_changes.name_head": Example(
        lambda s: partial(
            head_changes.name_head, ACTOR, s.school, "Sam Okazqxfor", _NEW_EMAIL, seen=_membership(s.head).public_id
        ),
        (
            "head_change.approved", "person.added", "membership.ended", "person.sessions_ended", "head.named",
            "link.made",
        ),
    ),
    "organisations.actions.head_changes.approve_head": Example(
        lambda s: partial(head_changes.approve_head, ACTOR, c := _change(s), c.revision),
        (
            "head_change.approved", "person.added", "membership.ended", "person.sessions_ended", "head.named",
            "link.made",
        ),
    ),
    "organisations.actions.head_changes.refuse_head": Example(
        lambda s: partial(head_changes.refuse_head, ACTOR, c := _change(s), c.revision, "Not told of it."),
        ("head_change.refused",),
    ),
    "organisations.actions.invitations.invite": Example(
        lambda s: partial(invitations.invite, ACTOR, s.school, Role.SENDER, "Sam Okazqxfor", _NEW_EMAIL),
        ("person.added", "membership.begun", "link.made"),
    ),
    "organisations.actions.invitations.remove": Example(
        lambda s: partial(invitations.remove, ACTOR, _membership(s.reader)),
        ("membership.ended", "person.sessions_ended"),
    ),
    "organisations.actions.invitations.give_role": Example(
        lambda s: partial(invitations.give_role, ACTOR, _membership(s.reader), Role.SENDER),
        ("membership.ended", "membership.begun"),
    ),
    "organisations.actions.links.make_link": Example(
        lambda s: partial(links.make_link, ACTOR, s.reader, Link.Purpose.NEW_PASSWORD), ("link.made",)
    ),
    "organisations.actions.mails.send_mail_again": Example(
        lambda s: partial(mails.send_mail_again, ACTOR, _stopped_mail(s)), ("mail.sent_again",)
    ),
    "organisations.actions.memberships.join": Example(
        lambda s: partial(memberships.join, ACTOR, s.stranger, Role.READER, s.school), ("membership.begun",)
    ),
    "organisations.actions.memberships.leave": Example(
        lambda s: partial(memberships.leave, ACTOR, _membership(s.reader)),
        ("membership.ended", "person.sessions_ended"),
    ),
    "organisations.actions.memberships.change_role": Example(
        lambda s: partial(memberships.change_role, ACTOR, _membership(s.reader), Role.SENDER),
        ("membership.ended", "membership.begun"),
    ),
    "organisations.actions.memberships.make_head": Example(
        lambda s: partial(memberships.make_head, ACTOR, s.school, s.stranger),
        ("membership.ended", "person.sessions_ended", "head.named"),
    ),
    "organisations.actions.passwords.send_link": Example(
        lambda s: partial(passwords.send_link, s.head), ("link.made",)
    ),
    "organisations.actions.passwords.set_password": Example(
        lambda s: partial(passwords.set_password, _link(s), NEW_PASSWORD),
        ("person.password_set",),
    ),
    "organisations.actions.passwords.change_password": Example(
        lambda s: partial(passwords.change_password, s.head, PASSWORD, NEW_PASSWORD),
        ("person.password_changed",),
    ),
    "organisations.actions.people.add_person": Example(
        lambda s: partial(people.add_person, ACTOR, _NEW_EMAIL, "Sam Okazqxfor"), ("person.added",)
    ),
    "organisations.actions.schools.add_schools": Example(
        lambda s: partial(
            schools.add_schools, ACTOR, s.authority, [SchoolRow(la="330", estab="2009", urn="100009", name="New")]
        ),
        ("school.added", "schools.loaded"),
    ),
    "organisations.actions.sessions.end_sessions": Example(
        lambda s: partial(sessions.end_sessions, ACTOR, s.head), ("person.sessions_ended",)
    ),
    "organisations.actions.sessions.keep_form": Example(
        lambda s: partial(sessions.keep_form, s.head, TypedForm("/home/", [("text", "typed")], [])), ("form.kept",)
    ),
    "organisations.actions.sessions.forget_form": Example(
        lambda s: partial(sessions.forget_form, s.head, _kept(s)), ("form.sent_again",)
    ),
    "organisations.actions.sign_in.record_sign_in": Example(
        lambda s: partial(sign_in.record_sign_in, s.head, "code"), ("person.signed_in",)
    ),
    "organisations.actions.stray_files.sweep_folder": Example(
        lambda s: partial(stray_files.sweep_folder, ACTOR, _with_stray(s)), ("files.swept",)
    ),
    "organisations.actions.tidying.tidy_door": Example(
        lambda s: (_over(s), tidying.tidy_door)[1], ("door.tidied",)
    ),
    "organisations.actions.trusts.add_trusts": Example(
        lambda s: partial(trusts.add_trusts, ACTOR, s.authority, ["Elder Trust"]), ("trust.added",)
    ),
    "pupils.actions.erasure.erase": Example(
        lambda s: partial(pupils.erase, ACTOR, s.authority, [_child(s)]), ("pupils.erased",)
    ),
    "pupils.actions.identification.identify": Example(
        lambda s: partial(pupils.identify, ACTOR, s.authority, [ADA]), ("pupils.identified",)
    ),
    "pupils.actions.keys.renew": Example(lambda s: partial(keys.renew, ACTOR, s.authority), ("keys.renewed",)),
    "pupils.actions.keys.rewrap": Example(lambda s: partial(keys.rewrap, ACTOR), ("keys.rewrapped",)),
    "pupils.actions.protection.protect": Example(
        lambda s: partial(pupils.protect, ACTOR, c := _child(s), c.revision), ("child.protected",)
    ),
    "rolls.actions.history.load_history": Example(
        lambda s: partial(
            rolls.load_history, ACTOR, s.authority, [HistoryRow("330", "2001", 2023, "reading", 30, 20, 5)]
        ),
        ("history.loaded",),
    ),
    "rolls.actions.loading.load_roll": Example(
        lambda s: partial(rolls.load_roll, ACTOR, _drafted(s), _roll()), ("pupils.identified", "roll.loaded")
    ),
    "rolls.actions.removal.forget_source": Example(
        lambda s: partial(rolls.forget_source, ACTOR, _loaded(s)), ("roll.source_deleted",)
    ),
    "rolls.actions.removal.erase_pupils": Example(
        lambda s: (_loaded(s), partial(rolls.erase_pupils, ACTOR, s.authority, list(Child.objects.all())))[1],
        ("pupils.erased", "roll.pupils_erased"),
    ),
    **{name: one for family in _families() for name, one in family.items()},
}  # fmt: skip
WITHOUT_EXAMPLE = {
    "demonstration.actions.open_accounts": "refuses outside the demonstration, whose own tests call it",
    "returns.actions.moving.moving": "is how a move is made: each move has its example",
}


def _kept(season: Season) -> str:
    kept = sessions.keep_form(season.head, TypedForm("/home/", [("text", "typed")], []))
    assert kept is not None
    return kept.public_id
