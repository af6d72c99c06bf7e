"""A question reaches the data team, is answered, and nothing of what was typed stands in a mail or an event."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from muster.portal.audit.models import Event
from muster.portal.casework import reads
from muster.portal.casework.actions import Asked, answer, close, open_enquiry, renew_link, reopen, reply
from muster.portal.casework.links import LinkEnded, LinkUnknown, enquiry_of, link_to, token_of
from muster.portal.casework.models import Enquiry, EnquiryKind, EnquiryMessage, EnquiryState
from muster.portal.casework.turns import take_turn
from muster.portal.foundation import clock
from muster.portal.foundation.actor import VISITOR, Actor, ActorKind
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import EVERYTHING, NOBODY, Level, Scope
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from tests.portal.season import Season, Side

TYPED = "Our Okazqxfor twins do not show"
OFFICER = Actor(ActorKind.PERSON, "ffffffffffffffff", "An officer")
START = datetime(2026, 6, 26, 9, 0, tzinfo=UTC)


def visitors(side: Side) -> Enquiry:
    asked = Asked(
        kind=EnquiryKind.CANNOT_GET_IN, name="Ann Visitzqxor", email=" Ann@Hill.example ", text=TYPED,
        school_said=f"Beech Lane, {side.school.urn}",
    )  # fmt: skip
    return open_enquiry(VISITOR, side.authority, asked)


def heads(side: Side) -> Enquiry:
    head = side.head
    asked = Asked(
        kind=EnquiryKind.QUESTION, name=head.name, email=head.email, text=TYPED, person=head, school=side.school
    )
    return open_enquiry(Actor(ActorKind.PERSON, head.public_id, head.name), side.authority, asked)


def said_by_mails() -> str:
    return "\n".join(repr(text_of(mail)) for mail in Mail.objects.all())


def authority_scope(side: Side) -> Scope:
    return Scope(Level.AUTHORITY, side.authority.public_id)


def test_a_new_enquiry_waits_for_the_data_team(season: Season) -> None:
    enquiry = visitors(season)
    assert enquiry.state == EnquiryState.OPEN
    assert enquiry.email == "ann@hill.example"
    [said] = reads.thread(authority_scope(season), enquiry)
    assert (said.author, said.from_team, said.text) == ("Ann Visitzqxor", False, TYPED)


def test_the_reference_is_six_figures_said_in_two_halves(season: Season) -> None:
    enquiry = visitors(season)
    assert enquiry.reference.isdecimal()
    assert enquiry.spoken_reference == f"{enquiry.reference[:3]} {enquiry.reference[3:]}"
    assert len(enquiry.spoken_reference) == 7


def test_a_reference_that_is_given_out_is_not_given_out_again(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("muster.portal.casework.actions.enquiries.secrets.randbelow", lambda _most: next(drawn))
    assert (visitors(season).reference, visitors(season).reference) == ("000007", "000008")


def test_the_asker_and_the_team_are_told_by_mail(season: Season, mails: QuerySet[Mail]) -> None:
    enquiry = visitors(season)
    to_asker, to_team = mails
    assert (to_asker.to_address, to_team.to_address) == ("ann@hill.example", season.authority.team_email)
    asker, team = text_of(to_asker), text_of(to_team)
    assert asker is not None
    assert enquiry.spoken_reference in asker.subject
    assert f"/enquiries/link/{enquiry_of_mail(asker.plain)}/" in asker.plain
    assert team is not None
    assert f"/authority/enquiries/{enquiry.public_id}/" in team.plain


def enquiry_of_mail(plain: str) -> str:
    return plain.partition("/enquiries/link/")[2].partition("/")[0]


def test_the_link_of_somebody_with_an_account_asks_them_to_sign_in(season: Season) -> None:
    enquiry = heads(season)
    assert link_to(enquiry).endswith(f"/enquiries/{enquiry.public_id}/")
    with pytest.raises(LinkUnknown):
        enquiry_of(token_of(enquiry))


def test_nothing_that_was_typed_stands_in_a_mail(season: Season) -> None:
    enquiry = visitors(season)
    answer(OFFICER, enquiry, "About Okazqxfor: look again.", enquiry.revision)
    reply(VISITOR, enquiry, "Okazqxfor is there now.")
    assert Mail.objects.count() == 4
    assert "zqx" not in said_by_mails()
    assert not [name for name in Mail.objects.values_list("to_name", flat=True) if "zqx" in name]


def test_nothing_that_was_typed_stands_in_an_event(season: Season) -> None:
    enquiry = visitors(season)
    answer(OFFICER, enquiry, TYPED, enquiry.revision)
    rows = list(Event.objects.values_list("facts", "actor_name", "verb"))
    assert len(rows) == 2
    assert "zqx" not in repr(rows)
    assert "@" not in repr(rows)


def test_what_was_written_is_closed_in_the_database(season: Season) -> None:
    visitors(season)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM casework_enquirymessage")
        assert b"Okazqxfor" not in bytes(cursor.fetchone()[0])


def test_each_move_is_one_event(season: Season) -> None:
    enquiry = heads(season)
    answer(OFFICER, enquiry, "Yes.", enquiry.revision)
    reply(VISITOR, enquiry, "Thank you.")
    close(OFFICER, enquiry, enquiry.revision)
    reopen(OFFICER, enquiry, enquiry.revision)
    verbs = Event.objects.filter(chain=season.authority.public_id, subject=enquiry.public_id).order_by("number")
    assert list(verbs.values_list("verb", flat=True)) == [
        "enquiry.opened", "enquiry.answered", "enquiry.replied", "enquiry.closed", "enquiry.reopened",
    ]  # fmt: skip
    assert set(verbs.values_list("school", flat=True)) == {season.school.public_id}


def test_an_answer_waits_for_the_asker_and_a_reply_for_the_team(season: Season) -> None:
    enquiry = visitors(season)
    answer(OFFICER, enquiry, "Try again now.", enquiry.revision)
    assert enquiry.state == EnquiryState.ANSWERED
    reply(VISITOR, enquiry, "It works.")
    assert enquiry.state == EnquiryState.OPEN
    assert [said.from_team for said in reads.thread(EVERYTHING, enquiry)] == [False, True, False]


def test_a_reply_to_a_closed_enquiry_opens_it_again(season: Season) -> None:
    enquiry = visitors(season)
    close(OFFICER, enquiry, enquiry.revision)
    reply(VISITOR, enquiry, "Not yet, I am afraid.")
    assert enquiry.state == EnquiryState.OPEN


def test_the_second_officer_is_told_who_was_first_and_writes_nothing(season: Season) -> None:
    enquiry = visitors(season)
    seen = enquiry.revision
    answer(OFFICER, enquiry, "The first answer.", seen)
    with pytest.raises(Changed) as refused:
        answer(Actor(ActorKind.PERSON, "gggggggggggggggg", "Another"), enquiry, "The second answer.", seen)
    assert "An officer changed this on " in refused.value.sentence
    assert EnquiryMessage.objects.count() == 2
    assert Mail.objects.count() == 3


def test_an_enquiry_that_was_replied_to_meanwhile_is_not_closed(season: Season) -> None:
    enquiry = visitors(season)
    seen = enquiry.revision
    reply(VISITOR, enquiry, "One thing more.")
    with pytest.raises(Changed):
        close(OFFICER, enquiry, seen)
    assert Enquiry.objects.get().state == EnquiryState.OPEN


def test_the_link_opens_its_own_enquiry_for_fourteen_days(season: Season) -> None:
    with clock.at(START):
        enquiry, other = visitors(season), visitors(season)
        token = token_of(enquiry)
    with clock.at(START + timedelta(days=14)):
        assert enquiry_of(token) == enquiry != other
    with clock.at(START + timedelta(days=14, seconds=1)), pytest.raises(LinkEnded) as ended:
        enquiry_of(token)
    assert ended.value.enquiry == enquiry


@pytest.mark.parametrize("token", ["", "x", "a:b", "WyJhIiwxXQ:abc"])
def test_a_forged_link_opens_nothing(season: Season, token: str) -> None:
    with pytest.raises(LinkUnknown):
        enquiry_of(token)


def test_a_link_cannot_be_turned_to_another_enquiry(season: Season) -> None:
    first, second = token_of(visitors(season)), token_of(visitors(season))
    with pytest.raises(LinkUnknown):
        enquiry_of(first.rpartition(":")[0] + ":" + second.rpartition(":")[2])


def test_a_new_link_goes_to_the_address_that_was_given(season: Season, mails: QuerySet[Mail]) -> None:
    enquiry = visitors(season)
    renew_link(VISITOR, enquiry)
    newest = mails.last()
    assert newest is not None
    assert (newest.template, newest.to_address) == ("enquiry_link", "ann@hill.example")


def test_officers_find_their_own_authoritys_enquiries_alone(season: Season) -> None:
    ours, theirs = visitors(season), visitors(season.twin)
    assert list(reads.enquiries(authority_scope(season))) == [ours]
    assert list(reads.enquiries(authority_scope(season), EnquiryState.CLOSED)) == []
    assert reads.thread(authority_scope(season), theirs) == []
    assert not reads.enquiries(NOBODY).exists()
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.school.public_id}))
    assert not reads.enquiries(school).exists()


def test_the_longest_waiting_stands_on_top(season: Season) -> None:
    with clock.at(START):
        first = visitors(season)
    second = visitors(season)
    assert list(reads.enquiries(authority_scope(season), EnquiryState.OPEN)) == [first, second]


def test_people_find_what_they_asked_themselves_alone(season: Season) -> None:
    own = heads(season)
    visitors(season)
    heads(season.twin)
    assert list(reads.own_enquiries(EVERYTHING, season.head)) == [own]
    assert list(reads.own_enquiries(EVERYTHING, season.sender)) == []


def test_a_urn_that_a_visitor_typed_finds_the_school_of_this_authority(season: Season) -> None:
    scope = authority_scope(season)
    assert reads.school_meant(scope, visitors(season)) == season.school
    assert reads.school_meant(scope, visitors(season.twin)) is None


def test_a_machine_cannot_fill_the_list(db: None) -> None:
    for number in range(10):
        take_turn("192.0.2.1", f"a{number}@hill.example")
    with pytest.raises(Refusal) as refused:
        take_turn("192.0.2.1", "b@hill.example")
    assert "Wait 6 minutes" in refused.value.sentence
    take_turn("192.0.2.2", "b@hill.example")


def test_nobody_fills_another_persons_mailbox(db: None) -> None:
    for number in range(4):
        take_turn(f"192.0.2.{number}", "ann@hill.example")
    with pytest.raises(Refusal):
        take_turn("192.0.2.9", " Ann@Hill.example")


def test_somebody_signed_in_has_turns_of_their_own(db: None) -> None:
    for number in range(10):
        take_turn("192.0.2.1", f"a{number}@hill.example")
    take_turn("192.0.2.1", "head@hill.example", "hhhhhhhhhhhhhhhh")


def test_an_enquiry_is_known_by_its_reference_alone(season: Season) -> None:
    enquiry = visitors(season)
    assert str(enquiry) == f"Enquiry {enquiry.spoken_reference}"
    assert str(enquiry.messages.get()) == f"Message of Enquiry {enquiry.spoken_reference}"


def test_where_no_reference_is_free_nothing_is_kept(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muster.portal.casework.actions.enquiries.secrets.randbelow", lambda _most: 7)
    visitors(season)
    with pytest.raises(RuntimeError, match="No reference was free"):
        visitors(season)
    assert Enquiry.objects.count() == 1
