"""The guidance on the screen and on paper, and declining by the link in the request mail."""

from functools import partial

import pytest
from playwright.sync_api import Page, Route

from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Practice, SystemHelp
from muster.portal.organisations.models import Authority, School
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pages.public.guidance import SECTIONS
from muster.portal.returns.actions.messages import announce_reports, remind, tell_of_opening, tell_of_questions
from tests.browser.looking import PICTURES, look, with_and_without_scripts
from tests.browser.walking import link_in, mail_to, sign_in
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.season import Season
from tests.portal.servers.portal import Served

SIMS = SystemHelp(
    text="Our own paper says how to fill in the marksheets.",
    document="KB0000019",
    link="https://help.example/",
    telephone="01632 960123",
    email="edtech@help.example",
)


@pytest.fixture
def collected(season: Season) -> Collected:
    """The season's open collection; its authority answers at the portal's own address."""
    Authority.objects.filter(pk=season.authority.pk).update(host="127.0.0.1")
    School.objects.filter(pk=season.school.pk).update(mis="Arbor")
    made = collect(season, Practice(systems={"sims": SIMS}))
    Collection.objects.filter(pk=made.collection.pk).update(guidance="Ring us before you send a corrected file.")
    return made


@with_and_without_scripts
def test_the_guidance_reads_well(page: Page, portal: Served, collected: Collected, javascript: bool) -> None:
    page.goto(portal.at("/guidance/"))
    look(page, "guidance")
    page.get_by_role("link", name="Pupils who changed school", exact=True).first.click()
    assert page.url.endswith("#movers")
    assert page.get_by_role("button", name="Print the guidance").is_visible() == javascript


def test_a_head_reads_of_the_own_system_first(page: Page, portal: Served, collected: Collected) -> None:
    sign_in(page, portal, collected.side.head)
    page.goto(portal.at("/guidance/#systems"))
    systems = page.get_by_role("region", name="Your school’s system")
    assert systems.get_by_role("heading", level=3).first.inner_text() == "Arbor: your school’s system"
    look(page, "guidance of a head")


def test_the_guidance_prints_well(page: Page, portal: Served, collected: Collected) -> None:
    page.goto(portal.at("/guidance/"))
    page.emulate_media(media="print")
    for pressed in ("Print the guidance", "Sign in"):
        assert not page.locator("header, main > div > div > button").get_by_text(pressed, exact=True).is_visible()
    for section in SECTIONS:
        assert page.get_by_role("heading", name=section.title, exact=True, level=2).is_visible()
    for table in page.locator("main table").all():
        assert table.is_visible()
    page.pdf(path=PICTURES / "guidance-on-paper.pdf", format="A4")
    page.set_viewport_size({"width": 794, "height": 1123})
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    page.screenshot(path=PICTURES / "guidance-on-paper.png", full_page=True)


@with_and_without_scripts
def test_a_school_declines_by_the_link_and_takes_part_after_all(
    page: Page, portal: Served, collected: Collected, javascript: bool
) -> None:
    link = link_in(mail_to(collected.school.email, "request"), "/not-taking-part/")
    page.goto(portal.at(link))
    look(page, "decline link")
    page.get_by_label("Why not? (optional)").fill("Our year group is very small.")
    page.get_by_role("button", name="We are not taking part this year").click()
    assert page.locator("h1").inner_text() == "Beech Lane Infant School is not taking part"
    look(page, "decline link, declined")

    page.reload()
    assert page.get_by_role("button", name="We are not taking part this year").count() == 0
    sign_in(page, portal, collected.side.head)
    request = collected.request
    page.goto(portal.at(f"/schools/{collected.school.public_id}/requests/{request.public_id}/"))
    page.get_by_role("button", name="Take part after all").click()
    page.get_by_role("button", name="We are taking part").click()
    page.wait_for_url(lambda address: "/rejoin/" not in address)
    page.goto(portal.at(link))
    assert page.locator("h1").inner_text() == "This link cannot be used any more"
    look(page, "decline link, over")


def test_the_mails_of_the_season_read_well(page: Page, portal: Served, collected: Collected) -> None:
    officer = acting(collected.side.officer)
    remind(officer, collected.collection, [collected.request])
    _look_at_mails(page, portal, ["request", "reminder"], "nothing sent")
    Mail.objects.filter(template="reminder").delete()
    collected.send(results_file(collected.entries, {1: {"maths": ""}, 2: {"reading": "A"}}))
    remind(officer, collected.collection, [collected.request])
    announce_reports(officer, collected.collection, [collected.request], "bcdfghjkmnpqrstv")
    tell_of_questions(collected.school_return(), 2)
    tell_of_opening(collected.school_return())
    _look_at_mails(page, portal, ["reminder", "report_ready", "question_raised", "opened_again"], "sent")


def _look_at_mails(page: Page, portal: Served, templates: list[str], when: str) -> None:
    for template in templates:
        mail = Mail.objects.filter(template=template).order_by("-pk")[0]
        said = text_of(mail)
        assert said is not None
        page.unroute_all()
        page.route("**/as-a-mail", partial(_give, said.html))
        page.goto(portal.at("/as-a-mail"))
        assert page.locator("h1").count() == 1
        look(page, f"mail {template} {when}")


def _give(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")
