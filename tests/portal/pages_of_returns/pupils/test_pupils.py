"""The page of a school's pupils: who sees it, what it says, what can be said on it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.pupils.models import Child
from muster.portal.returns.models import PupilAnswer
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from tests.portal.answers import text
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, upn
from tests.portal.fixtures import ClientOf
from tests.portal.returns.movement import (
    AFTER_THE_TESTS,
    LEFT_ON,
    child_of,
    joined,
    left,
    newcomer_of,
    revision_of,
    say,
    with_newcomer,
    without,
)
from tests.portal.season import Season

FORMS = ("one", "several", "joined", "take-back")


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def browser(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)


def at(collected: Collected, form: str = "") -> str:
    name = f"return-pupils-{form}" if form else "return-pupils"
    return reverse(name, kwargs={"school": collected.school.public_id, "request_id": collected.request.public_id})


def seen(collected: Collected) -> str:
    return str(revision_of(collected))


def of_one(
    collected: Collected, child: Child, kind: str = "left", day: str = "14/5/2026", place: str = "abroad"
) -> dict[str, str]:
    own = {"revision": seen(collected), "day": day, "place": place}
    return {"child": child.public_id, "kind": kind, **{f"{child.public_id}-{name}": said for name, said in own.items()}}


def of_several(collected: Collected, *children: Child, **changes: str) -> dict[str, object]:
    given = {"kind": "left", "day": "14/5/2026", "place": "abroad", "revision": seen(collected), **changes}
    return {
        "several-pupils": [child.public_id for child in children],
        **{f"several-{name}": said for name, said in given.items()},
    }


def of_joined(collected: Collected, child: Child, day: str = "14/5/2026", place: str = "home") -> dict[str, str]:
    own = {"is": "on", "day": day, "place": place}
    fields = {f"joined-{name}-{child.public_id}": said for name, said in own.items()}
    return {"joined-revision": seen(collected), **fields}


def of_sent_there(collected: Collected, child: Child, there: str) -> dict[str, str]:
    own = {"place": "england", "submitted": there}
    return of_joined(collected, child) | {f"joined-{name}-{child.public_id}": said for name, said in own.items()}


def said() -> list[tuple[str, object, str]]:
    return list(PupilAnswer.objects.order_by("pk").values_list("kind", "day", "elsewhere"))


def test_the_page_lists_the_expected_with_the_rolls_day(collected: Collected, browser: Client) -> None:
    page = text(browser.get(at(collected)))
    assert "15 January 2026" in page
    assert "6 pupils" in page
    assert page.count('scope="row"') == 6
    assert upn(0) in page
    assert "In your results" not in page


def test_the_h1_says_the_page_the_school_and_the_state(collected: Collected, browser: Client) -> None:
    heading = re.search(r"<h1.*?</h1>", text(browser.get(at(collected))), re.DOTALL)
    assert heading is not None
    assert "Your pupils" in heading.group()
    assert "Beech Lane Infant School: Not started" in heading.group()


def test_a_look_is_kept_in_the_trail(collected: Collected, browser: Client) -> None:
    browser.get(at(collected))
    event = Event.objects.get(verb="roll.seen")
    assert (event.facts["shown"], event.school) == (6, collected.school.public_id)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("head", 200), ("sender", 200), ("reader", 200), ("officer", 200), ("pupil_adviser", 200), ("adviser", 403)),
        *(("other_head", 404), ("executive_head", 404), ("trust_lead", 404), ("stranger", 404), ("twin_head", 404)),
    ],
)
def test_who_may_look(collected: Collected, season: Season, client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(getattr(season, who)).get(at(collected)).status_code == status


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", ["reader", "officer", "pupil_adviser"])
def test_who_may_look_alone_says_nothing(
    collected: Collected, season: Season, client_of: ClientOf, who: str, form: str
) -> None:
    client = client_of(getattr(season, who))
    turned_away = client.post(at(collected, form), of_one(collected, child_of(collected, 0))).status_code
    # An officer is led to say first that they act for the school.
    assert turned_away == (302 if who == "officer" else 403)
    assert "Take back" not in text(client.get(at(collected)))
    assert "Save for the pupils ticked" not in text(client.get(at(collected)))
    assert said() == []


def test_who_may_look_alone_is_not_told_to_say_or_send(
    collected: Collected, season: Season, client_of: ClientOf
) -> None:
    collected.send(with_newcomer(collected, without=(2,)))
    page = text(client_of(season.reader).get(at(collected)))
    assert "Not in your results: 1 pupil" in page
    assert not re.search(r"Say (here|who)|/send/", page)


@pytest.mark.parametrize("form", FORMS)
def test_nobody_signs_in_first(collected: Collected, client_of: ClientOf, form: str) -> None:
    answer = client_of(None).get(at(collected, form))
    assert answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("form", FORMS)
def test_the_address_of_a_form_leads_to_the_page(collected: Collected, browser: Client, form: str) -> None:
    assert browser.get(at(collected, form)).headers["Location"] == at(collected)


def test_one_click_says_that_a_missing_pupil_left_on_the_day_that_is_known(
    collected: Collected, browser: Client
) -> None:
    first = replace(collected.entries[2], leaving_date=LEFT_ON)
    entries = (*collected.entries[:2], first, *collected.entries[3:])
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))
    collected.send(without(collected, 2))
    child, page = child_of(collected, 2), text(browser.get(at(collected)))
    assert f'name="{child.public_id}-day" value="14/5/2026"' in page
    browser.post(at(collected, "one"), of_one(collected, child, place="unknown"))
    assert said() == [("left", LEFT_ON, "unknown")]


@pytest.mark.parametrize("kind", ["other_year", "finished"])
def test_one_click_says_the_other_kinds_without_a_day(collected: Collected, browser: Client, kind: str) -> None:
    collected.send(without(collected, 2))
    answer = browser.post(
        at(collected, "one"), of_one(collected, child_of(collected, 2), kind, day="", place=""), follow=True
    )
    assert "What you said of 1 pupil is kept." in text(answer)
    assert said() == [(kind, None, "")]


def test_one_click_says_that_a_pupil_has_joined(collected: Collected, browser: Client) -> None:
    collected.send(with_newcomer(collected, entry=date(2025, 9, 2)))
    child, page = newcomer_of(collected), text(browser.get(at(collected)))
    assert f'name="joined-day-{child.public_id}" value="2/9/2025"' in page
    browser.post(at(collected, "joined"), of_joined(collected, child))
    assert said() == [("joined", LEFT_ON, "home")]


def test_several_are_said_at_once(collected: Collected, browser: Client) -> None:
    answer = browser.post(
        at(collected, "several"), of_several(collected, child_of(collected, 0), child_of(collected, 1)), follow=True
    )
    assert "What you said of 2 pupils is kept." in text(answer)
    assert said() == [("left", LEFT_ON, "abroad")] * 2


def test_what_was_said_stands_in_the_list_and_can_be_taken_back(collected: Collected, browser: Client) -> None:
    child = child_of(collected, 0)
    say(collected, left(child))
    page = text(browser.get(at(collected)))
    assert "Left on 14 May 2026 (to a school in another English authority)" in page
    assert collected.side.head.name in page
    answer = browser.post(
        at(collected, "take-back"), {"child": child.public_id, "revision": seen(collected)}, follow=True
    )
    assert "is taken back" in text(answer)
    assert said() == []


def test_a_double_click_says_it_once_and_well(collected: Collected, browser: Client) -> None:
    given = of_one(collected, child_of(collected, 0))
    answers = [browser.post(at(collected, "one"), given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(said()) == 1
    assert Event.objects.filter(verb="return.explained").count() == 1


def test_a_double_click_on_taking_back_is_well(collected: Collected, browser: Client) -> None:
    child = child_of(collected, 0)
    say(collected, left(child))
    given = {"child": child.public_id, "revision": seen(collected)}
    assert [browser.post(at(collected, "take-back"), given).status_code for _ in range(2)] == [302, 302]


def test_whoever_comes_second_keeps_what_they_typed(
    collected: Collected, browser: Client, season: Season, client_of: ClientOf
) -> None:
    collected.send(without(collected, 1, 2))
    mine, theirs = of_one(collected, child_of(collected, 1)), of_one(collected, child_of(collected, 2))
    client_of(season.sender).post(at(collected, "one"), theirs)
    answer = browser.post(at(collected, "one"), mine)
    page = text(answer)
    assert answer.status_code == 409
    assert f"{season.sender.name} changed this on" in page
    assert 'value="14/5/2026"' in page
    assert '<option value="abroad" selected>' in page
    again = re.search(rf'name="{child_of(collected, 1).public_id}-revision" value="(\d+)"', page)
    assert again is not None
    assert again.group(1) == seen(collected)
    assert browser.post(at(collected, "one"), of_one(collected, child_of(collected, 1))).status_code == 302
    assert len(said()) == 2


@pytest.mark.parametrize(
    ("day", "place", "told"),
    [
        ("", "abroad", "Enter the date"),
        ("31/2/2026", "abroad", "Enter the date"),
        ("last week", "abroad", "Enter the date"),
        ("\x00", "abroad", "Enter the date"),
        ("1/1/2999", "abroad", "still to come"),
        ("1/1/1926", "abroad", "too long ago"),
        ("14/5/2026", "", "Choose the place"),
        ("14/5/2026", "the moon", "Choose the place"),
        ("9" * 500, "abroad", "Enter the date"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_kept(
    collected: Collected, browser: Client, day: str, place: str, told: str
) -> None:
    collected.send(without(collected, 2))
    page = text(browser.post(at(collected, "one"), of_one(collected, child_of(collected, 2), day=day, place=place)))
    assert told in page
    assert "There is a problem" in page
    assert said() == []


def test_a_fault_names_the_pupil_and_leads_to_the_field(collected: Collected, browser: Client) -> None:
    collected.send(without(collected, 2))
    child = child_of(collected, 2)
    page = text(browser.post(at(collected, "one"), of_one(collected, child, day="")))
    assert f'<a href="#{child.public_id}-day">Cleo Pupilzqxcleo: Enter the date' in page
    assert f'id="{child.public_id}-day"' in page


@pytest.mark.parametrize(
    "changes", [{"kind": "joined"}, {"kind": "moved"}, {"kind": ""}, {"child": "a" * 16}, {"child": "x'--"}]
)
def test_a_forged_form_of_one_is_not_found(collected: Collected, browser: Client, changes: dict[str, str]) -> None:
    given = of_one(collected, child_of(collected, 0)) | changes
    assert browser.post(at(collected, "one"), given).status_code == 404
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": ""}, "Choose what has become"),
        ({"kind": "joined"}, "Select a valid choice"),
        ({"day": ""}, "Enter the date"),
        ({"place": ""}, "Choose the place"),
    ],
)
def test_what_is_wrong_with_several_is_said_and_ticks_are_kept(
    collected: Collected, browser: Client, changes: dict[str, str], told: str
) -> None:
    child = child_of(collected, 0)
    page = text(browser.post(at(collected, "several"), of_several(collected, child, **changes)))
    assert told in page
    assert re.search(rf'value="{child.public_id}" checked', page)
    assert said() == []


def test_nobody_ticked_is_told(collected: Collected, browser: Client) -> None:
    assert "Tick the pupils in the list." in text(browser.post(at(collected, "several"), of_several(collected)))


def test_another_schools_pupil_cannot_be_ticked(season: Season, browser: Client) -> None:
    ours, twins = collect(season), collect(season.twin)
    page = text(browser.post(at(ours, "several"), of_several(ours, child_of(twins, 0))))
    assert "Tick the pupils in the list." in page
    assert said() == []


def test_nobody_ticked_as_joined_is_told(collected: Collected, browser: Client) -> None:
    collected.send(with_newcomer(collected))
    page = text(browser.post(at(collected, "joined"), {"joined-revision": seen(collected)}))
    assert "Tick the pupils who have joined." in page


def test_what_no_longer_fits_is_shown_plainly(collected: Collected, browser: Client) -> None:
    say(collected, left(child_of(collected, 0)), left(child_of(collected, 1), AFTER_THE_TESTS))
    collected.send(without(collected, 1))
    page = text(browser.get(at(collected)))
    assert "Please look again" in page
    assert "But your newest results have this pupil." in page
    assert "There is nothing left to say" not in page
    assert "so you still send this pupil, and your newest results do not have them." in page


def test_once_all_is_said_the_page_says_so(collected: Collected, browser: Client) -> None:
    collected.send(with_newcomer(collected, without=(2,)))
    say(collected, left(child_of(collected, 2)), joined(newcomer_of(collected)))
    page = text(browser.get(at(collected)))
    assert "There is nothing left to say about your pupils." in page
    assert "Not on the roll" in page


def test_nothing_across_schools_stands_on_the_page_of_a_protected_pupil(collected: Collected, browser: Client) -> None:
    collected.send(without(collected, 2))
    before = text(browser.get(at(collected)))
    Child.objects.filter(pk=child_of(collected, 2).pk).update(protected=True)
    after = text(browser.get(at(collected)))
    assert _plain(after) == _plain(before)
    assert "another school has" not in after.lower()


def _plain(page: str) -> str:
    """The page without what changes with every look."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|data-seconds="\d+"|\d\d:\d\d', "", page)


def test_after_the_collection_closed_nothing_can_be_said_and_it_says_why(collected: Collected, browser: Client) -> None:
    begun, ended = clock.now() - timedelta(days=400), clock.now() - timedelta(days=365)
    Collection.objects.update(opens_at=begun, deadline=ended, closes_at=ended)
    page = text(browser.get(at(collected)))
    assert "This collection closed at" in page
    assert "Save for the pupils ticked" not in page
    answer = browser.post(at(collected, "several"), of_several(collected, child_of(collected, 0)))
    assert answer.status_code == 409
    assert said() == []


def test_a_name_is_never_markup(collected: Collected, browser: Client) -> None:
    odd = replace(collected.entries[0], surname='<b onclick="x">Pupilzqx</b>', forename="{{ 7 }}")
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, (odd,)))
    collected.send(with_newcomer(collected, without=(0,)))
    page = text(browser.get(at(collected)))
    assert "<b onclick" not in page
    assert "{{ 7 }} &lt;b onclick" in page


@pytest.mark.parametrize("stage", ["before", "asked", "said"])
def test_the_page_takes_few_queries_however_many_pupils(
    collected: Collected, browser: Client, stage: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    if stage != "before":
        collected.send(with_newcomer(collected, without=(1, 2, 3)))
    if stage == "said":
        say(collected, left(child_of(collected, 1)), left(child_of(collected, 2)), joined(newcomer_of(collected)))
    browser.get(at(collected))
    with django_assert_max_num_queries(21):
        browser.get(at(collected))


def test_the_guidance_has_what_the_page_points_to(collected: Collected, browser: Client) -> None:
    address = f"{reverse('guidance')}#movers"
    assert f'href="{address}"' in text(browser.get(at(collected)))
    assert 'id="movers"' in text(browser.get(reverse("guidance")))


def test_whether_the_other_authoritys_school_has_sent_the_pupil_is_asked_and_kept(
    collected: Collected, browser: Client
) -> None:
    collected.send(with_newcomer(collected))
    child = newcomer_of(collected)
    page = text(browser.post(at(collected, "joined"), of_sent_there(collected, child, "")))
    assert "Say whether that school has sent this pupil’s outcomes" in page
    assert f'href="#joined-submitted-{child.public_id}"' in page
    answer = browser.post(at(collected, "joined"), of_sent_there(collected, child, "yes"))
    assert (answer.status_code, PupilAnswer.objects.get().submitted_there) == (302, "yes")
    page = text(browser.get(at(collected)))
    assert "from a school in another English authority, which has sent the outcomes" in page
    assert "Send your results without this pupil, or take back what you said." in page


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("home", "What to do: submit the pupil."),
        ("england", "What to do: leave the pupil out. The pupil changed school during the test period"),
    ],
)
def test_what_to_do_stands_beside_what_was_said(collected: Collected, browser: Client, place: str, says: str) -> None:
    say(collected, left(child_of(collected, 0), date(2026, 5, 5), place))
    assert says in text(browser.get(at(collected)))


def test_who_joined_from_a_school_here_is_left_out_if_that_one_takes_part(
    collected: Collected, browser: Client
) -> None:
    collected.send(with_newcomer(collected))
    browser.post(at(collected, "joined"), of_joined(collected, newcomer_of(collected), "28/5/2026", "authority"))
    page = text(browser.get(at(collected)))
    assert "then leave the pupil out." in page
    assert "If that school is not taking part, you assess the pupil and submit." in page
