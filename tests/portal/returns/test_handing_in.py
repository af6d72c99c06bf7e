"""A file that is all that is asked for: taken with a receipt, or refused with what to do; nothing before it is lost."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.practice import Holds, Takes
from muster.portal.foundation import files
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.outbox.models import Mail
from muster.portal.returns.actions.handing_in import hand_in
from muster.portal.returns.actions.participation import decline
from muster.portal.returns.models import HandedIn, Return
from muster.portal.returns.receipts import is_receipt
from muster.portal.returns.states import State, state_of
from tests.portal.collected import acting
from tests.portal.filed import PDF, Filed, ask_for_file, ctf_of
from tests.portal.season import Season

CSV = b"UPN,Mark\nX330200125001,32\n"
BOMB = b'<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY a "b">]><CTfile><Header/></CTfile>'


def state(filed: Filed) -> State:
    return state_of(Return.objects.select_related("request").get(request=filed.request).facts)


def test_a_file_is_sent_with_a_receipt_at_once(season: Season) -> None:
    filed = ask_for_file(season)
    filed.send()
    (row,) = HandedIn.objects.all()
    assert is_receipt(row.receipt)
    assert files.get(season.authority.public_id, row.file) == PDF
    assert state(filed) is State.SENT


def test_the_receipt_goes_by_mail_to_the_school_and_its_people(season: Season) -> None:
    ask_for_file(season).send()
    to = set(Mail.objects.filter(template="file_received").values_list("to_address", flat=True))
    assert {season.school.email, season.head.email, season.signer.email, season.sender.email} == to


def test_the_newest_counts_and_those_before_stay(season: Season) -> None:
    filed = ask_for_file(season)
    filed.send()
    filed.send(CSV, "marks.csv")
    assert list(HandedIn.objects.order_by("number").values_list("number", "kind")) == [(1, ""), (2, "csv")]


def test_the_same_file_again_changes_nothing(season: Season) -> None:
    filed = ask_for_file(season)
    first, again = filed.send(), filed.send()
    assert (again.handed_in, again.again) == (first.handed_in, True)
    assert HandedIn.objects.count() == 1
    assert Mail.objects.filter(template="file_received", to_address=season.head.email).count() == 1
    assert Event.objects.filter(verb="file.received_again").exists()


def test_a_double_click_sends_once(season: Season) -> None:
    filed, key = ask_for_file(season), new_key()
    sent = [hand_in(acting(season.head), filed.request, 1, "a.pdf", PDF, key) for _ in range(2)]
    assert sent[0].handed_in == sent[1].handed_in
    assert HandedIn.objects.count() == 1


def test_whoever_comes_second_is_told_who_was_first(season: Season) -> None:
    filed = ask_for_file(season)
    filed.send()
    with pytest.raises(Changed) as changed:
        hand_in(acting(season.sender), filed.request, 1, "b.pdf", CSV, new_key())
    assert changed.value.facts["who"] == season.head.name
    assert HandedIn.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "takes", "holds", "refused"),
    [
        (b"  \n", Takes.ANY, Holds.ANY, "handed_in_empty"),
        (BOMB, Takes.ANY, Holds.ANY, "handed_in_unsafe"),
        (b"MZ\x90\x00 a program", Takes.ANY, Holds.ANY, "handed_in_kind"),
        (PDF, Takes.CTF, Holds.ANY, "handed_in_kind"),
        (CSV, Takes.CTF, Holds.ANY, "handed_in_kind"),
        (PDF, Takes.TABLE, Holds.ANY, "handed_in_kind"),
        (ctf_of(), Takes.TABLE, Holds.ANY, "handed_in_kind"),
        (PDF, Takes.CTF_OR_TABLE, Holds.ANY, "handed_in_kind"),
        (ctf_of(estab="2002"), Takes.ANY, Holds.ANY, "handed_in_school"),
        (ctf_of(estab=""), Takes.CTF, Holds.ANY, "handed_in_nobody"),
        (ctf_of("COM", "EYF"), Takes.CTF, Holds.PHONICS, "handed_in_stage"),
        (ctf_of(), Takes.CTF, Holds.EYFSP, "handed_in_stage"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_asked_for_is_refused_and_replaces_nothing(
    season: Season, content: bytes, takes: Takes, holds: Holds, refused: str
) -> None:
    filed = ask_for_file(season, takes, holds)
    with pytest.raises(Refusal, match=refused) as refusal:
        filed.send(content, "file.xml")
    assert refusal.value.sentence
    assert not HandedIn.objects.exists()
    assert not Return.objects.filter(request=filed.request).exists()


@pytest.mark.parametrize(
    ("content", "takes", "holds", "kind"),
    [
        (ctf_of(), Takes.CTF, Holds.PHONICS, "ctf"),
        (ctf_of("COM", "EYF"), Takes.CTF_OR_TABLE, Holds.EYFSP, "ctf"),
        (CSV, Takes.TABLE, Holds.PHONICS, "csv"),
        (CSV, Takes.CTF_OR_TABLE, Holds.PHONICS, "csv"),
    ],
    ids=["phonics", "profile", "table", "table or ctf"],
)
def test_what_is_asked_for_is_taken_whatever_it_says(
    season: Season, content: bytes, takes: Takes, holds: Holds, kind: str
) -> None:
    ask_for_file(season, takes, holds).send(content, "file")
    assert HandedIn.objects.get().kind == kind


def test_a_predecessors_file_is_the_schools_own(season: Season) -> None:
    season.school.predecessors = ["3302999"]
    season.school.save()
    filed = ask_for_file(season, Takes.CTF)
    filed.send(ctf_of(estab="2999"), "file.xml")
    assert HandedIn.objects.count() == 1


def test_a_school_that_declined_says_first_that_it_takes_part(season: Season) -> None:
    filed = ask_for_file(season)
    decline(acting(season.head), filed.request, 1, "Not this year")
    with pytest.raises(Refusal, match="return_declined"):
        filed.send()
