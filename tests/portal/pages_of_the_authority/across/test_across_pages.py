"""Sharing agreements, and the pupils whom another authority has too, on the pages of both sides."""

import html
import re
from http import HTTPStatus

import pytest

from muster.portal.audit.models import Event
from muster.portal.duplicates.actions.across import say_view, write_about
from muster.portal.duplicates.actions.agreeing import end_agreement
from muster.portal.duplicates.actions.keying import compare_all
from muster.portal.duplicates.models import Agreement, Match, MatchMessage
from muster.portal.organisations.models import Membership, Role, School
from muster.portal.pupils.actions import protect
from tests.portal.answers import text
from tests.portal.collected import acting
from tests.portal.duplicates.neighbours import matched, neighbours, only, record, struck
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season, Side

SHARING, ACROSS = "/authority/sharing/", "/authority/across/"
TYPED = {"la": "331", "reference": "ISA 12/2026", "agreed_on": "2/2/2026"}


def page(side: Side, suffix: str = "") -> str:
    return f"{ACROSS}{only(side).public_id}/{suffix}"


def test_both_managers_record_the_agreement_and_only_then_it_is_on(season: Season, client_of: ClientOf) -> None:
    ours, theirs = client_of(season.manager), client_of(season.twin.manager)
    said = text(ours.post(f"{SHARING}record/", TYPED, follow=True))
    assert "Pupils are compared once they have recorded it too." in said
    assert "Northshire Twin has not recorded it yet." in said
    waiting = text(theirs.get(SHARING))
    assert "Northshire has recorded an agreement with you. You have not." in waiting
    assert "ISA 12/2026, from 2 February 2026" in waiting
    assert 'value="330"' in text(theirs.get(f"{SHARING}record/?with=330"))
    on = text(theirs.post(f"{SHARING}record/", TYPED | {"la": "330"}, follow=True))
    assert "Pupils are compared from now on." in on
    assert "govuk-tag--green" in on


def test_home_says_that_another_authority_has_recorded_an_agreement(season: Season, client_of: ClientOf) -> None:
    record(season, season.twin)
    assert "Northshire has recorded a sharing agreement with you" in text(
        client_of(season.twin.manager).get("/authority/")
    )
    assert "recorded a sharing agreement" not in text(client_of(season.twin.officer).get("/authority/"))
    assert "recorded a sharing agreement" not in text(client_of(season.manager).get("/authority/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"la": "33"}, "Enter the three digits of the authority’s number."),
        ({"la": "999"}, "No authority with the number 999 uses this service."),
        ({"la": "330"}, "your own authority's number"),
        ({"reference": ""}, "Enter the reference of the sharing agreement"),
        ({"agreed_on": "1/1/2999"}, "That day is still to come."),
        ({"agreed_on": "soon"}, "day"),
    ],
)
def test_what_cannot_be_recorded_is_kept_and_said(
    season: Season, client_of: ClientOf, typed: dict[str, str], said: str
) -> None:
    answer = html.unescape(text(client_of(season.manager).post(f"{SHARING}record/", TYPED | typed)))
    assert said in answer
    assert Agreement.objects.count() == 0


def test_an_officer_settles_nothing_where_there_is_a_manager(season: Season, client_of: ClientOf) -> None:
    row = record(season, season.twin)
    officer = client_of(season.officer)
    assert "A data manager records agreements and ends them." in text(officer.get(SHARING))
    assert officer.post(f"{SHARING}record/", TYPED).status_code == HTTPStatus.FORBIDDEN
    assert officer.post(f"{SHARING}{row.public_id}/end/", {"revision": 1}).status_code == HTTPStatus.FORBIDDEN
    Membership.objects.filter(authority=season.authority, role=Role.MANAGER).delete()
    officer.post(f"{SHARING}{row.public_id}/end/", {"revision": 1})
    assert not Agreement.objects.filter(ended_at=None).exists()


def test_a_manager_ends_it_and_the_other_side_reads_who_did(season: Season, client_of: ClientOf) -> None:
    matched(season)
    row = Agreement.objects.get(authority=season.authority)
    ours = client_of(season.manager)
    assert "End the agreement with Northshire Twin?" in text(ours.get(f"{SHARING}{row.public_id}/end/"))
    said = text(ours.post(f"{SHARING}{row.public_id}/end/", {"revision": row.revision}, follow=True))
    assert "The agreement with Northshire Twin is ended, and its keys are deleted." in said
    assert f"ended by {season.manager.name} (Northshire)" in text(client_of(season.twin.officer).get(SHARING))
    assert "compared with nobody’s" in text(client_of(season.twin.officer).get(ACROSS))


def test_who_ends_it_second_is_told(season: Season, client_of: ClientOf) -> None:
    ours, theirs = record(season, season.twin), record(season.twin, season)
    end_agreement(acting(season.twin.manager), theirs, 1)
    answer = client_of(season.manager).post(f"{SHARING}{ours.public_id}/end/", {"revision": 1})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert f"{season.twin.manager.name} ended this agreement" in text(answer)


def test_each_side_sees_its_own_pupil_and_the_others_name(season: Season, client_of: ClientOf) -> None:
    matched(season)
    School.objects.filter(pk=season.twin.school.pk).update(name="Fern Hollow School")
    said = text(client_of(season.officer).get(page(season)))
    assert "Northshire Twin has this pupil too" in said
    assert "Ada Pupil" in said
    assert season.school.name in said
    assert "Fern Hollow" not in said
    assert season.twin.school.public_id not in said
    assert "Fern Hollow" in text(client_of(season.twin.officer).get(page(season.twin)))
    assert Event.objects.filter(verb="match.seen", chain=season.authority.public_id).count() == 1


def test_the_list_says_for_whom_each_waits_and_home_counts(season: Season, client_of: ClientOf) -> None:
    matched(season)
    assert "1 pupil to settle with another authority" in text(client_of(season.officer).get("/authority/"))
    say_view(acting(season.officer), only(season), 1, Match.View.OURS)
    ours, theirs = (text(client_of(one.officer).get(ACROSS)) for one in (season, season.twin))
    assert "Waiting for the other authority" in ours
    assert "Northshire has this pupil too. Say who submits." in theirs
    assert "to settle with another authority" not in text(client_of(season.officer).get("/authority/"))


def test_both_sides_settle_it_and_one_opens_it_again(season: Season, client_of: ClientOf) -> None:
    matched(season)
    ours, theirs = client_of(season.officer), client_of(season.twin.officer)
    said = text(ours.post(page(season, "say/"), {"revision": 1, "view": "theirs"}, follow=True))
    assert "Northshire Twin is shown what you say." in said
    assert "You submit this pupil" in text(theirs.get(page(season.twin)))
    said = text(theirs.post(page(season.twin, "say/"), {"revision": 2, "view": "ours"}, follow=True))
    assert "Settled with Northshire: you submit this pupil." in said
    assert "Not counted here" in text(ours.get(page(season)))
    assert struck(season) == 1
    theirs.post(page(season.twin, "undo/"), {"revision": 3})
    assert struck(season) == 0
    assert "They submit this pupil" not in text(ours.get(page(season)))


def test_who_comes_second_is_told_and_keeps_the_answer(season: Season, client_of: ClientOf) -> None:
    matched(season)
    say_view(acting(season.officer), only(season), 1, Match.View.OURS)
    answer = client_of(season.manager).post(page(season, "say/"), {"revision": 1, "view": "theirs"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert f"{season.officer.name} changed this" in text(answer)
    assert re.search(r'value="theirs"[^>]* checked', text(answer))
    assert f'name="revision" value="{only(season).revision}"' in text(answer)
    assert only(season).view == Match.View.OURS


def test_nothing_chosen_is_said_in_words(season: Season, client_of: ClientOf) -> None:
    matched(season)
    assert "Choose what you say." in text(client_of(season.officer).post(page(season, "say/"), {"revision": 1}))


def test_a_message_is_read_on_both_sides_and_kept_once(season: Season, client_of: ClientOf) -> None:
    matched(season)
    ours = client_of(season.officer)
    typed = {"text": "She came\nto us on 4 May.", "once": "k1"}
    for _ in range(2):
        assert ours.post(page(season, "write/"), typed).status_code == HTTPStatus.FOUND
    assert MatchMessage.objects.count() == 2
    assert f"{season.officer.name}, Northshire</strong>" in text(client_of(season.twin.officer).get(page(season.twin)))
    said = text(ours.post(page(season, "write/"), {"text": "a" * 1001, "once": "k2"}))
    assert "Shorten your message to 1,000 characters." in said


def test_an_adviser_who_may_see_pupils_looks_and_does_nothing(season: Season, client_of: ClientOf) -> None:
    matched(season)
    adviser = client_of(season.pupil_adviser)
    said = text(adviser.get(page(season)))
    assert "Ada Pupil" in said
    assert "Say this" not in said
    assert "Send the message" not in said
    for way, typed in (("say", {"view": "ours"}), ("write", {"text": "x"}), ("undo", {})):
        assert adviser.post(page(season, f"{way}/"), typed).status_code == HTTPStatus.FORBIDDEN
    assert client_of(season.adviser).get(ACROSS).status_code == HTTPStatus.FORBIDDEN


def test_a_pupil_of_another_authority_is_not_found(season: Season, client_of: ClientOf) -> None:
    matched(season)
    for way in ("", "say/", "write/", "undo/"):
        answer = client_of(season.officer).post(page(season.twin, way), {"revision": 1, "view": "ours", "text": "x"})
        assert answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
    assert client_of(season.officer).get(page(season.twin)).status_code == HTTPStatus.NOT_FOUND


def test_a_protected_pupil_is_not_found_on_either_side(season: Season, client_of: ClientOf) -> None:
    matched(season)
    addresses = [(one.officer, page(one)) for one in (season, season.twin)]
    child = only(season.twin).child
    protect(acting(season.twin.officer), child, child.revision)
    for officer, address in addresses:
        assert client_of(officer).get(address).status_code == HTTPStatus.NOT_FOUND
        assert "Nobody at present." in text(client_of(officer).get(ACROSS))


def test_the_school_that_gave_way_reads_nothing_of_another_authority(season: Season, client_of: ClientOf) -> None:
    places = matched(season)
    season.twin.officer.name = "Nia Nextdoor"
    season.twin.officer.save()
    write_about(acting(season.twin.officer), only(season.twin), "Ring me.")
    say_view(acting(season.officer), only(season), 1, Match.View.THEIRS)
    say_view(acting(season.twin.officer), only(season.twin), 2, Match.View.OURS)
    compare_all()
    head = client_of(season.head)
    base = f"/schools/{season.school.public_id}/requests/{places.ours.request.public_id}/"
    answers = [head.get(f"{base}{way}") for way in ("", "results/", "pupils/", "check/", "sent/", "results/print/")]
    assert {answer.status_code for answer in answers} == {HTTPStatus.OK}
    assert "Counted at another school" in text(answers[1])
    for told in ("Northshire Twin", "authority has", "Ring me", "Nia Nextdoor"):
        assert [text(answer) for answer in answers if told in text(answer)] == []


def test_once_the_agreement_is_ended_what_gave_way_can_be_opened_again(season: Season, client_of: ClientOf) -> None:
    matched(season)
    say_view(acting(season.officer), only(season), 1, Match.View.THEIRS)
    say_view(acting(season.twin.officer), only(season.twin), 2, Match.View.OURS)
    row = Agreement.objects.get(authority=season.authority)
    end_agreement(acting(season.manager), row, row.revision)
    ours, theirs = client_of(season.officer), client_of(season.twin.officer)
    assert "Open this again" not in text(theirs.get(page(season.twin)))
    answer = theirs.post(page(season.twin, "undo/"), {"revision": 3})
    assert "The sharing agreement with this authority was ended" in text(answer)
    said = text(ours.post(page(season, "undo/"), {"revision": 3}, follow=True))
    assert "This is open again." in said
    assert "Nobody at present." in said


def test_nothing_is_shown_where_nothing_was_agreed(season: Season, client_of: ClientOf) -> None:
    neighbours(season).send()
    compare_all()
    assert "compared with nobody’s" in text(client_of(season.officer).get(ACROSS))
