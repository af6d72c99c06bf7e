"""Whole ways through a season: a faulty file, the spreadsheet, a special school, a trust's person with two schools."""

from pathlib import Path

from msgspec.structs import replace
from playwright.sync_api import FilePayload, Page

from muster.checking import check
from muster.portal.casework.models import Enquiry
from muster.portal.collecting import actions as collecting
from muster.portal.collecting.terms import settings_of
from muster.portal.foundation import clock
from muster.portal.organisations.models import Person, School
from muster.portal.returns.models import Confirmation, PupilAnswer
from muster.portal.rolls import actions as rolls
from muster.records import CheckContext, Roll, Severity
from tests.browser.looking import with_and_without_scripts
from tests.browser.walking import main, signed_in
from tests.portal.collected import CODES, TAKEN_ON, YEAR, Collected, acting, collect, results_file, roll_entries, upn
from tests.portal.pages_of_returns.pupils.test_spreadsheet import filled
from tests.portal.season import PASSWORD, Season
from tests.portal.servers.portal import Served

CTF = "3302001_KS1_330LLLL_001.xml"
FAULTS = {1: {"maths": ""}, 3: {"reading": "A"}}
LOW = {"reading": "PK1", "writing": "EM", "maths": "PK2", "science": "HNM"}


def follow(page: Page, name: str) -> None:
    """Press a link or button by its name, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def begin(page: Page, portal: Served, person: Person) -> None:
    """Sign in, and be where the person's work begins."""
    signed_in(page, portal, person)
    page.goto(portal.at("/home/"))


def send(page: Page, content: bytes, name: str = CTF) -> None:
    """Choose the file on the page that is open, and send it."""
    page.get_by_label("Your results file").set_input_files(
        FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()


def confirm(page: Page) -> str:
    """Tick every declaration, sign, and give the receipt's number."""
    for box in page.locator("[name=agreed]").all():
        box.check()
    page.locator("[name=proof]").fill(PASSWORD)
    follow(page, "Confirm the results")
    assert "Results confirmed" in page.locator("h1").inner_text()
    receipt = Confirmation.objects.latest("at").receipt
    assert receipt in main(page)
    return receipt


def taken(page: Page, link: str) -> bytes:
    """What a link downloads."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).first.click()
    return Path(waiting.value.path()).read_bytes()


@with_and_without_scripts
def test_a_faulty_file_is_put_right_explained_and_confirmed(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    begin(page, portal, season.head)
    follow(page, "Send your results")
    send(page, results_file(collected.entries, FAULTS, without=(5,)))
    _ask_the_team(page)
    _correct_maths(page)
    _explain_an_absence(page)
    _say_who_left(page)
    assert "Answered" in main(page)
    follow(page, "Look at your results and confirm")
    confirm(page)
    assert PupilAnswer.objects.get().kind == "left"
    assert Confirmation.objects.get().open_questions == 0
    follow(page, "Change these in your own system too")
    assert "Ben Pupilzqxben" in main(page)
    assert errors_in(results_file(collected.entries, FAULTS), collected) != []
    assert errors_in(taken(page, "Download the CTF"), collected) == []


def _ask_the_team(page: Page) -> None:
    checked = page.url
    follow(page, "Ask us – No outcome for a subject")
    assert "Your question is about “No outcome for a subject”" in main(page)
    page.get_by_label("How can we help?").fill("His book is with the moderator. May we wait?")
    follow(page, "Send to the data team")
    assert Enquiry.objects.get().spoken_reference in main(page)
    page.goto(checked)


def _correct_maths(page: Page) -> None:
    follow(page, "Put this right here – No outcome for a subject")
    page.get_by_label("Maths of Ben").select_option("EXS")
    follow(page, "Check and keep")
    assert "nothing needs putting right" in main(page)


def _explain_an_absence(page: Page) -> None:
    follow(page, "Answer this – Absent or not enough information")
    page.get_by_label("Dev").and_(page.locator("[name=explain]")).check()
    page.get_by_label("The pupil arrived recently").check()
    page.get_by_label("In a sentence").fill("He came to us in May.")
    follow(page, "Keep this answer")


def _say_who_left(page: Page) -> None:
    follow(page, "Say where this pupil is")
    page.get_by_label("Last day on your roll, if they have left").first.fill("24/4/2026")
    page.get_by_label("Where they went, if they have left").first.select_option("Abroad")
    follow(page, "Finn Pupilzqxfinn: Has left")
    follow(page, "Go on to what is left to put right and explain")


def errors_in(content: bytes, collected: Collected) -> list[str]:
    """The rules of what must be put right in a file, by the checker alone."""
    context = CheckContext(today=clock.today(), year=YEAR, settings=settings_of(collected.collection))
    return [one.rule for one in check(content, CTF, context).findings if one.severity is Severity.ERROR]


@with_and_without_scripts
def test_the_spreadsheet_is_filled_in_sent_and_confirmed(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    begin(page, portal, season.sender)
    follow(page, "Send your results")
    sheet = taken(page, "Download a spreadsheet with your pupils filled in")
    send(page, filled(sheet, CODES), "100001_KS1 results.xlsx")
    assert "We have your results, and nothing needs putting right." in main(page)
    page.context.clear_cookies()
    signed_in(page, portal, season.head)
    page.goto(portal.at(f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/"))
    follow(page, "Confirm your results")
    confirm(page)
    kept = Confirmation.objects.get().version
    assert (kept.kind, kept.pupils, kept.made_by_name) == ("xlsx", 6, season.sender.name)


def test_a_special_school_sends_what_its_pupils_are_working_at(page: Page, portal: Served, season: Season) -> None:
    School.objects.filter(pk=season.school.pk).update(type="Community special school")
    collected = collect(season)
    begin(page, portal, season.head)
    follow(page, "Send your results")
    send(page, results_file(collected.entries, dict.fromkeys(range(6), LOW)))
    assert "must be put right" not in main(page)
    follow(page, "See every pupil’s results")
    assert "Yours is a special school, so these come first, and nothing is compared" in main(page)
    page.go_back()
    follow(page, "Look at your results and confirm")
    assert "0%" not in main(page)
    confirm(page)


@with_and_without_scripts
def test_a_trusts_person_sends_for_one_school_and_then_the_other(page: Page, portal: Served, season: Season) -> None:
    first = collect(season, school=season.academy)
    second = also(first, season.second_academy)
    begin(page, portal, season.trust_lead)
    for one in (first, second):
        page.goto(portal.at("/home/"))
        assert season.school.name not in main(page)
        follow(page, f"Send your results for {one.school.name}")
        assert one.school.name in page.locator("h1").inner_text()
        send(page, results_file(one.entries, estab=one.school.estab), f"330{one.school.estab}_KS1_330LLLL_001.xml")
        assert "We have your results" in main(page)
        assert "Look at your results and confirm" not in main(page)
    page.goto(portal.at(f"/schools/{season.school.public_id}/"))
    assert page.locator("h1").inner_text() == "Page not found"
    assert first.school_return().newest is not None
    assert second.school_return().newest is not None


def also(first: Collected, school: School) -> Collected:
    """Another school that is asked for the same; its pupils are its own."""
    officer = acting(first.side.officer)
    entries = tuple(replace(one, upn=upn(place + 10)) for place, one in enumerate(roll_entries(school)))
    rolls.load_roll(officer, first.collection, Roll(TAKEN_ON, (*first.entries, *entries)))
    (request,) = collecting.ask_schools(officer, first.collection, [school]).requests
    return Collected(first.side, first.collection, request, entries)
