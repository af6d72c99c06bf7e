"""The page of one cause: boxes, buttons, explanations, and what was typed wrong."""

import pytest
from django.test import Client
from django.utils.html import escape

from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.models import Cell, Explanation, Finding, Result
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.check.walking import address, box, hidden, page_of, press, words
from tests.portal.returns.correcting_by_hand import newest, records, sheet, wish, write
from tests.portal.season import Season

pytestmark = pytest.mark.django_db


def codes(collected: Collected, subject: str) -> list[str]:
    rows = Result.objects.filter(version=newest(collected)).order_by("place")
    return list(rows.values_list(subject, flat=True))


def test_an_outcome_is_put_right_checked_and_kept(collected: Collected, browser: Client) -> None:
    answer = press(browser, collected, "R01", "keep", **{box(collected, 1, "maths"): "EXS"})
    assert answer.headers["Location"] == address(collected)
    assert (newest(collected).number, codes(collected, "maths")[1]) == (2, "EXS")


def test_the_subjects_own_codes_are_offered(collected: Collected, browser: Client) -> None:
    page = text(browser.get(page_of(collected, "R03")))
    start = page.index("<select")
    offered = page[start : page.index("</select>", start)]
    assert [one for one in ("EXS", "HNM", "A", "GDS", "PK3", "L") if f'value="{one}"' in offered] == ["EXS", "HNM", "A"]


def test_a_wrong_code_is_read_as_what_it_stands_for_at_one_press(season: Season, browser: Client) -> None:
    collected = collect(season)
    changes = {place: {"science": "PK3" if place else "GDS"} for place in range(6)}
    collected.send(results_file(collected.entries, changes))
    page = words(browser.get(page_of(collected, "R03")))
    assert "Set science to HNM for these 5 pupils" in page
    assert "Set science to EXS for this 1 pupil" in page
    press(browser, collected, "R03", "", suggest="science-HNM")
    assert codes(collected, "science") == ["", "HNM", "HNM", "HNM", "HNM", "HNM"]


def test_a_fault_of_most_pupils_is_put_right_for_all_at_once_but_for_those_chosen(
    season: Season, browser: Client
) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {place: {"maths": ""} for place in range(5)}))
    assert Finding.objects.get(rule="R01").child is None
    typed = {"all-maths": "EXS", box(collected, 2, "maths"): "GDS"}
    press(browser, collected, "R01", "keep", **typed)
    assert codes(collected, "maths") == ["EXS", "EXS", "GDS", "EXS", "EXS", "WTS"]


def test_more_pupils_than_there_is_room_for_are_set_at_once_too(
    season: Season, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muster.portal.pages.returns.check.cause_page.MOST_ROWS", 2)
    collected = collect(season)
    collected.send(results_file(collected.entries, {place: {"maths": ""} for place in range(5)}))
    assert "the first 2 of 5" in words(browser.get(page_of(collected, "R01")))
    press(browser, collected, "R01", "keep", **{"all-maths": "EXS"})
    assert codes(collected, "maths")[:5] == ["EXS"] * 5


def test_saved_for_later_it_waits(collected: Collected, browser: Client) -> None:
    press(browser, collected, "R01", "later", **{box(collected, 1, "maths"): "EXS"})
    assert (newest(collected).number, Cell.objects.count()) == (1, 1)
    page = words(browser.get(page_of(collected, "R01")))
    assert f"Typed by {collected.side.head.name}, not checked yet." in page


def test_a_choice_taken_away_is_taken_back(collected: Collected, browser: Client) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    press(browser, collected, "R01", "later", **{box(collected, 1, "maths"): ""})
    assert not Cell.objects.exists()


def test_an_identity_is_put_right(season: Season, browser: Client) -> None:
    collected = collect(season)
    content = results_file(collected.entries).replace(b"<UPN>" + collected.entries[0].upn.encode() + b"</UPN>", b"", 1)
    collected.send(content)
    press(browser, collected, "P01", "keep", **{box(collected, 0, "upn"): collected.entries[0].upn})
    assert records(newest(collected))[0].upn == collected.entries[0].upn
    assert not Finding.objects.filter(version=newest(collected)).exists()


def test_a_date_is_shown_and_taken_with_the_day_first(season: Season, browser: Client) -> None:
    collected = collect(season)
    born = collected.entries[0].dob
    assert born is not None
    collected.send(results_file(collected.entries).replace(born.isoformat().encode(), b"2017-12-01", 1))
    assert 'value="01/12/2017"' in text(browser.get(page_of(collected, "P09")))
    press(browser, collected, "P09", "keep", **{box(collected, 0, "dob"): f"{born:%d.%m.%Y}"})
    assert records(newest(collected))[0].dob == born


def test_a_pupil_is_taken_out(season: Season, browser: Client) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {2: {"reading": "L"}}))
    press(browser, collected, "R09", "keep", **{box(collected, 2, "leave_out"): "yes"})
    assert newest(collected).pupils == 5


@pytest.mark.parametrize("forged", ["HNM", "<b>", "EXS\0", "x" * 5000, "☃"])
def test_a_code_that_the_subject_has_not_is_refused_and_the_rest_is_kept(
    collected: Collected, browser: Client, forged: str
) -> None:
    answer = press(browser, collected, "R01", "keep", **{box(collected, 1, "maths"): forged})
    assert "Choose one of the codes in the list." in words(answer)
    assert not Cell.objects.exists()


def test_a_wrong_upn_says_so_at_its_box_and_stays_there(season: Season, browser: Client) -> None:
    collected = collect(season)
    upn = collected.entries[0].upn
    collected.send(results_file(collected.entries).replace(f"<UPN>{upn}</UPN>".encode(), b"", 1))
    answer = press(browser, collected, "P01", "keep", **{box(collected, 0, "upn"): "A123"})
    page = text(answer)
    assert 'value="A123"' in page
    assert f'href="#id_{box(collected, 0, "upn")}"' in page
    assert "A UPN is a letter and 12 digits" in page


@pytest.mark.parametrize("do", ["keep", "later"])
def test_with_nothing_typed_nothing_is_done(collected: Collected, browser: Client, do: str) -> None:
    answer = press(browser, collected, "R01", do)
    assert "Nothing would change" in words(answer)
    assert newest(collected).number == 1


def test_boxes_of_other_pupils_and_fields_count_for_nothing(collected: Collected, browser: Client) -> None:
    forged = {box(collected, 0, "surname"): "Otherzqx", box(collected, 2, "maths"): "GDS", "aaaa-0-maths": "EXS"}
    press(browser, collected, "R01", "keep", **{box(collected, 1, "maths"): "EXS"}, **forged)
    assert codes(collected, "maths") == [
        "GDS" if place < 0 else code for place, code in enumerate(codes(collected, "maths"))
    ]
    assert "Otherzqx" not in [one.surname for one in records(newest(collected))]
    assert codes(collected, "maths")[2] == "EXS"


def test_several_are_explained_at_once_and_shown_as_said(season: Season, browser: Client) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {0: {"maths": "A"}, 1: {"maths": "A"}}))
    ids = list(Finding.objects.filter(rule="R08").values_list("public_id", flat=True))
    press(browser, collected, "R08", "explain", explain=ids, reason="recently_arrived", text="Came in May zqxsaid")
    page = words(browser.get(page_of(collected, "R08")))
    assert page.count("The pupil arrived recently: Came in May zqxsaid") == 2
    assert page.count(collected.side.head.name) >= 2
    assert "nothing needs putting right." in words(browser.get(address(collected)))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"reason": "recently_arrived"}, "Tick the pupils whom the reason is for."),
        ({"explain": "ours"}, "Choose a reason from the list."),
        ({"explain": "ours", "reason": "other"}, "Say in a sentence what explains it."),
        ({"explain": "ours", "reason": "other", "text": "y" * 501}, "Shorten the sentence to 500 characters."),
        ({"explain": "forged", "reason": "recently_arrived"}, "Your results were checked again in the meantime."),
        ({"explain": "ours", "reason": "forged"}, "Choose a reason from the list."),
    ],
)
def test_what_explains_nothing_is_told_and_kept(
    season: Season, browser: Client, typed: dict[str, str], told: str
) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {0: {"maths": "A"}, 1: {"maths": "A"}}))
    own = Finding.objects.filter(rule="R08").values_list("public_id", flat=True)[0]
    given = {name: own if value == "ours" else value for name, value in typed.items()}
    answer = press(browser, collected, "R08", "explain", **given)
    assert told in words(answer)
    assert "Error" in words(answer)
    assert not Explanation.objects.exists()
    if len(typed.get("text", "")) > 1:
        assert typed["text"] in text(answer)


def test_an_outcome_and_an_explanation_go_together(season: Season, browser: Client) -> None:
    """Whichever button is pressed, nothing that was typed is lost."""
    collected = collect(season)
    collected.send(results_file(collected.entries, {0: {"maths": "A"}, 1: {"maths": "A"}}))
    second = Finding.objects.filter(rule="R08").order_by("number")[1].public_id
    typed = {box(collected, 0, "maths"): "EXS", "explain": second, "reason": "absent_long", "text": ""}
    press(browser, collected, "R08", "explain", **typed)
    assert (newest(collected).number, Cell.objects.count(), Explanation.objects.count()) == (1, 1, 1)
    press(browser, collected, "R08", "keep", **{box(collected, 0, "maths"): "EXS"})
    assert (newest(collected).number, codes(collected, "maths")[0]) == (2, "EXS")


def test_pressed_twice_it_is_explained_once(collected: Collected, browser: Client) -> None:
    asked = Finding.objects.get(rule="R08").public_id
    typed = {"do": "explain", "explain": asked, "reason": "absent_long"}
    given = hidden(browser.get(page_of(collected, "R08"))) | typed
    answers = [browser.post(address(collected, "return-check-save", rule="R08"), given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Explanation.objects.get().revision == 1


def test_whoever_is_second_keeps_what_they_typed(
    season: Season, collected: Collected, browser: Client, client_of: ClientOf
) -> None:
    given = hidden(browser.get(page_of(collected, "R01"))) | {"do": "keep", box(collected, 1, "maths"): "GDS"}
    press(client_of(season.sender), collected, "R03", "later", **{box(collected, 0, "science"): "HNM"})
    answer = browser.post(address(collected, "return-check-save", rule="R01"), given)
    assert f"{season.sender.name} changed this on" in words(answer)
    assert '<option value="GDS" selected>' in text(answer)
    again = given | hidden(answer)
    assert browser.post(address(collected, "return-check-save", rule="R01"), again).status_code == 302
    assert codes(collected, "maths")[1] == "GDS"


def test_what_somebody_else_has_settled_leads_back(
    season: Season, collected: Collected, browser: Client, client_of: ClientOf
) -> None:
    given = hidden(browser.get(page_of(collected, "R01"))) | {"do": "keep", box(collected, 1, "maths"): "GDS"}
    press(client_of(season.sender), collected, "R01", "keep", **{box(collected, 1, "maths"): "EXS"})
    answer = browser.post(address(collected, "return-check-save", rule="R01"), given, follow=True)
    assert "This is no longer asked" in words(answer)


def test_what_was_not_found_leads_back_and_what_is_no_check_is_missing(collected: Collected, browser: Client) -> None:
    assert browser.get(page_of(collected, "P01")).headers["Location"] == address(collected)
    assert browser.get(page_of(collected, "Z99")).status_code == 404


def test_where_the_results_are_accepted_there_are_no_boxes(collected: Collected, browser: Client) -> None:
    found = collected.school_return()
    found.in_force, found.draft, found.confirmed, found.newest = "accepted", "none", found.newest, None
    found.save()
    assert "<select" not in text(browser.get(page_of(collected, "R01")))
    answer = browser.post(
        address(collected, "return-check-save", rule="R01"),
        {"revision": found.revision, "worksheet": 1, "once": "k", "do": "keep", box_of(collected): "EXS"},
    )
    assert "has accepted these results" in words(answer)


def box_of(collected: Collected) -> str:
    child = Result.objects.get(place=1).child.public_id
    return f"{child}-0-maths"


@pytest.mark.parametrize("rule", ["R01", "R03", "R08"])
def test_every_box_names_pupil_and_field(collected: Collected, browser: Client, rule: str) -> None:
    page = text(browser.get(page_of(collected, rule)))
    for found in Finding.objects.filter(rule=rule):
        name = collected.entries[found.place or 0].forename
        assert f" of {name} Pupil" in page


@pytest.mark.parametrize("rule", ["C01", "C02", "S07"])
def test_where_pupils_are_is_said_elsewhere(collected: Collected, browser: Client, rule: str) -> None:
    answer = browser.get(page_of(collected, rule))
    if answer.status_code == 200:
        assert "Say where these pupils are" in words(answer) or rule == "S07"


def test_a_name_is_never_read_as_markup(season: Season, browser: Client) -> None:
    collected = collect(season)
    name = collected.entries[1].surname
    evil = '"><script>zqx</script>'
    content = results_file(collected.entries, {1: {"maths": ""}}).decode()
    collected.send(content.replace(name, escape(evil)).encode())
    for page in (address(collected), page_of(collected, "R01")):
        assert "<script>zqx" not in text(browser.get(page))


def test_what_an_explanation_says_survives_and_is_changed(collected: Collected, browser: Client) -> None:
    asked = Finding.objects.get(rule="R08").public_id
    explain(acting(collected.side.head), collected.request, 2, [asked], "absent_long", "Away zqxsaid")
    press(browser, collected, "R08", "explain", explain=asked, reason="recently_arrived", text="")
    assert Explanation.objects.get().reason == "recently_arrived"
    assert sheet(collected).cells == {}
