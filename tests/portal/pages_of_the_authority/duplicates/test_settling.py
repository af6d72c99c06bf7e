"""What an officer does about a case: accept, settle otherwise, ask, take back, undo, show, protect."""

import re

import pytest
from django.test import Client

from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.actions.showing import show_to_schools
from muster.portal.duplicates.models import Ask, Case
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from muster.portal.returns.models import StruckClaim
from tests.portal.answers import text
from tests.portal.collected import acting
from tests.portal.duplicates.two_places import TwoPlaces, sent_case, settled_dates
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.duplicates.case_pages import case_at, look, revision
from tests.portal.season import Season

FIRST = "Beech Lane Infant School"
_CHECKED = re.compile(r'<input type="(?:radio|checkbox)"[^>]* value="([^"]+)"[^>]* checked')


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def press(client: Client, case: Case, page: str, **given: object) -> str:
    """The page after a form of the case was sent as it stood."""
    return text(client.post(case_at(case, page), {"revision": revision(case), **given}, follow=True))


def outcome(case: Case) -> str:
    return Case.objects.get(pk=case.pk).outcome


def sides(places: TwoPlaces, case: Case) -> list[str]:
    return [one.side.public_id for one in places.view(case).claims]


def test_accepting_settles_it_and_leads_back_to_the_list(season: Season, officer: Client) -> None:
    _, case = settled_dates(season)
    page = press(officer, case, "decide/", submits=season.school.public_id)
    assert f"Settled: {FIRST} submits the pupil." in page
    assert '<h1 class="govuk-heading-l">Pupils in two places</h1>' in page
    assert StruckClaim.objects.filter(lifted_at=None).exists()
    page = look(officer, case)
    assert f"Settled: {FIRST} submits the pupil." in page
    assert "as the rules said" in page
    assert "No: another school submits the pupil" in page


def test_accepting_leads_on_to_the_next_that_waits(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    other = places.find()
    page = press(officer, case, "decide/", submits=season.school.public_id)
    assert case_at(other, "protect/") in page


def test_settling_otherwise_asks_for_a_reason_and_keeps_it(season: Season, officer: Client) -> None:
    _, case = settled_dates(season)
    page = press(officer, case, "decide/", submits=season.other_school.public_id)
    assert "Say why, in a sentence" in page
    assert outcome(case) == Case.Outcome.OPEN
    press(officer, case, "decide/", submits=season.other_school.public_id, reason="Both heads agreed.")
    page = look(officer, case)
    assert "otherwise than the rules said" in page
    assert "Both heads agreed." in page


def test_none_of_them_can_be_chosen(season: Season, officer: Client) -> None:
    _, case = settled_dates(season)
    page = press(officer, case, "decide/", submits="none", reason="Home education since March.")
    assert "Settled: none of these schools submits the pupil." in page


def test_the_decision_begins_with_what_the_rules_say(season: Season, officer: Client) -> None:
    _, case = settled_dates(season)
    page = text(officer.get(case_at(case, "decide/")))
    assert _CHECKED.findall(page) == [season.school.public_id]
    assert "The rules say:" in page


def test_the_second_of_two_officers_is_told_who_was_first(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    seen = revision(case)
    decide(acting(season.manager), case, seen, Decision(season.school.public_id))
    given = {"revision": seen, "submits": season.other_school.public_id, "reason": "Agreed."}
    answer = officer.post(case_at(case, "decide/"), given)
    assert answer.status_code == 409
    assert season.manager.name in text(answer)
    assert "Agreed." in text(answer)
    assert places.view(case).case.submits == season.school


def test_schools_are_asked_and_the_question_is_taken_back(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    assert _CHECKED.findall(text(officer.get(case_at(case, "ask/")))) == sides(places, case)
    assert "Choose at least one of the schools to ask." in press(officer, case, "ask/")
    page = press(officer, case, "ask/", sides=sides(places, case)[1:], text="Since when?", due_on="")
    assert "The school is asked" in page
    assert "Since when?" in page
    row = Ask.objects.get()
    assert "The question is taken back." in press(
        officer, case, f"asked/{row.public_id}/withdraw/", revision=row.revision
    )
    assert "Since when?" not in look(officer, case)


def test_a_day_that_cannot_be_keeps_what_was_typed(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    page = press(officer, case, "ask/", sides=sides(places, case), text="Since when?", due_on="1/1/2020")
    assert "Since when?" in page
    assert "Error: " in page
    assert not Ask.objects.exists()


def test_an_answered_question_is_not_taken_back(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    press(officer, case, "ask/", sides=sides(places, case)[1:])
    row = Ask.objects.select_related("side__case__collection", "authority").get()
    answer_ask(acting(season.other_head), row, row.revision, OwnAnswer(view="ours"))
    page = press(officer, case, f"asked/{row.public_id}/withdraw/", revision=row.revision)
    assert "It was not taken back" in page


def test_not_the_same_child_needs_how_that_is_known(season: Season, officer: Client) -> None:
    _, case = sent_case(season, Case.Kind.SAME_NAME)
    assert "Say why, in a sentence" in press(officer, case, "not-same/", reason=" ")
    assert "Settled: not the same child." in press(officer, case, "not-same/", reason="Cousins.")
    assert "Cousins." in look(officer, case)


def test_what_was_settled_is_undone(season: Season, officer: Client) -> None:
    _, case = settled_dates(season)
    press(officer, case, "decide/", submits=season.school.public_id)
    assert "Undo what was settled" in text(officer.get(case_at(case, "undo/")))
    assert "Undone: it is to be settled again." in press(officer, case, "undo/")
    assert not StruckClaim.objects.filter(lifted_at=None).exists()
    assert "Nothing is settled here" in press(officer, case, "undo/")


def test_the_schools_see_each_other_until_it_is_hidden(season: Season, officer: Client) -> None:
    _, case = sent_case(season)
    assert "The schools see each other’s side now." in press(officer, case, "show/")
    assert "Hide it again" in look(officer, case)
    assert "Each school sees its own side alone again." in press(officer, case, "show/")
    assert Case.objects.get(pk=case.pk).shown_at is None


def test_a_pupil_is_protected_and_no_longer(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    seen = f"{places.child.public_id}.{places.child.revision}"
    assert "The pupil is protected" in press(officer, case, "protect/", children=seen)
    assert Child.objects.get(pk=places.child.pk).protected
    changed = text(officer.post(case_at(case, "protect/"), {"revision": revision(case), "children": seen}))
    assert season.officer.name in changed
    again = f"{places.child.public_id}.{places.child.revision}"
    assert "The pupil is no longer protected." in press(officer, case, "protect/", children=again)


def test_of_a_protected_pupil_nothing_is_asked_or_shown(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    protect(acting(season.officer), places.child, 1)
    assert "A pupil here is protected" in press(officer, case, "ask/", sides=sides(places, case))
    assert "A pupil here is protected" in press(officer, case, "show/")
    assert not Ask.objects.exists()


def test_what_was_shown_before_the_protection_can_be_hidden(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    show_to_schools(acting(season.officer), case, revision(case))
    protect(acting(season.officer), places.child, 1)
    assert "before the pupil was protected" in look(officer, case)
    press(officer, case, "show/")
    assert Case.objects.get(pk=case.pk).shown_at is None


@pytest.mark.parametrize("page", ["ask/", "decide/", "not-same/", "undo/", "show/", "protect/"])
def test_officers_alone_do_anything(season: Season, client_of: ClientOf, page: str) -> None:
    _, case = sent_case(season)
    people = ("officer", "manager", "pupil_adviser", "adviser", "head", "twin_officer")
    answers = {who: client_of(getattr(season, who)).get(case_at(case, page)).status_code for who in people}
    assert answers == {
        "officer": 200, "manager": 200, "pupil_adviser": 403, "adviser": 403, "head": 403, "twin_officer": 404,
    }  # fmt: skip
