"""The demonstration's head walks from signing in to the receipt, and its officer through a season: the docs' pictures.

docs/schools.md and docs/authorities.md show them.

`MUSTER_TEST_PICTURES=docs` has the pictures written to docs/pictures anew.
"""

import os
import re
from datetime import date, timedelta
from pathlib import Path

from django.conf import LazySettings
from playwright.sync_api import FilePayload, Page

from muster.portal.collecting.models import Collection, Request
from muster.portal.demonstration.actions import PASSWORD
from muster.portal.demonstration.loading import load
from muster.portal.demonstration.people import OFFICER, plain_school
from muster.portal.demonstration.tables import sent_files
from muster.portal.duplicates.actions.asking import ask
from muster.portal.duplicates.actions.looking import look, look_at_names
from muster.portal.duplicates.models import Case
from muster.portal.foundation import clock
from muster.portal.organisations.models import Membership, Person, Role, School
from muster.portal.publishing.models import Released
from muster.portal.returns.models import Confirmation, PupilAnswer, Return
from muster.synthesis import synthesise
from tests.browser.walking import code_for, follow, main, signed_in
from tests.house.tree import ROOT
from tests.portal.collected import acting
from tests.portal.servers.portal import Served

PICTURES = ROOT / "docs" / "pictures"
_WIDTH, _HIGHEST, _MOST = 960, 820, 150_000
_SCIENCE = re.compile(rb"(<Subject>SCI</Subject>.*?<Result>)EXS(</Result>)", re.DOTALL)


def shoot(page: Page, name: str, whose: str = "school") -> None:
    """Keep the top of the page as a picture of the docs, where that is asked for; never a large one."""
    if os.environ.get("MUSTER_TEST_PICTURES") != "docs":
        return
    page.set_viewport_size({"width": _WIDTH, "height": 800})
    height = min(_HIGHEST, int(page.evaluate("document.documentElement.scrollHeight")))
    file = PICTURES / f"{whose}-{name}.png"
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": _WIDTH, "height": height})
    assert file.stat().st_size < _MOST


def sign_in_by_urn(page: Page, portal: Served, urn: str) -> None:
    """As the head does: the school's URN, the password, and a code where one is asked for."""
    page.goto(portal.at("/sign-in/"))
    shoot(page, "sign-in")
    page.locator("[name=username]").fill(urn)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    if page.locator("[name=code]").count():
        page.locator("[name=code]").fill(code_for(Person.objects.get(sign_in_names__name=urn)))
        page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def send(page: Page, address: str, file: Path, content: bytes) -> None:
    """Send these bytes under the file's name."""
    page.goto(f"{address}send/")
    page.get_by_label("Your results file").set_input_files(
        FilePayload(name=file.name, mimeType="text/xml", buffer=content)
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()


def moved_in_may(case: Case) -> Case:
    """Both schools have said when the pupil changed school, who is on one's list."""
    said = ((PupilAnswer.Kind.LEFT, date(2026, 5, 20)), (PupilAnswer.Kind.JOINED, date(2026, 5, 21)))
    sides = sorted(case.sides.all(), key=lambda one: not one.child.expected.filter(school=one.request.school).exists())
    for side, (kind, day) in zip(sides, said, strict=True):
        own = Return.objects.get(request=side.request)
        given = {"kind": kind, "day": day, "elsewhere": "authority", "by_name": "Head teacher", "at": clock.now()}
        PupilAnswer.objects.create(authority=case.authority, school_return=own, child=side.child, **given)
    return case


def test_a_head_walks_from_signing_in_to_the_receipt(
    page: Page, portal: Served, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DEMONSTRATION = True
    synthesise(tmp_path / "authority", schools=12, pupils=460, seed=7, faults=0)
    authority = load(tmp_path / "authority")
    school = plain_school(list(School.objects.filter(authority=authority).select_related("trust").order_by("urn")))
    own = portal.at(f"/schools/{school.public_id}/requests/{Request.objects.get(school=school).public_id}/")
    file = sent_files(tmp_path / "authority")[school.la, school.estab].path
    right = file.read_bytes()

    sign_in_by_urn(page, portal, school.urn)
    page.goto(own)
    shoot(page, "task-list")
    page.goto(f"{own}pupils/")
    shoot(page, "pupils")
    page.goto(f"{own}send/")
    shoot(page, "send")
    wrong = _SCIENCE.sub(rb"\1PK3\2", right, count=2)
    assert wrong != right
    send(page, own, file, wrong)
    shoot(page, "put-right")
    send(page, own, file, right)
    shoot(page, "received")
    page.goto(f"{own}results/")
    shoot(page, "results")
    page.goto(f"{own}confirm/")
    shoot(page, "confirm")
    for box in page.locator("[name=agreed]").all():
        box.check()
    page.locator("[name=proof]").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm the results").click()
    shoot(page, "receipt")
    assert Confirmation.objects.get(school_return__school=school).receipt in page.locator("main").inner_text()


def test_an_officer_looks_at_a_season_under_way(
    page: Page, portal: Served, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DEMONSTRATION = True
    synthesise(tmp_path / "authority", schools=24, pupils=500, seed=7, faults=0.02, duplicates=0.04)
    authority = load(tmp_path / "authority")
    signed_in(page, portal, Person.objects.get(email=OFFICER))
    collection = Collection.objects.get(authority=authority, kind=Collection.Kind.KS1)
    look(collection)
    look_at_names(collection)
    moved, *_ = [moved_in_may(one) for one in Case.objects.filter(collection=collection, kind=Case.Kind.SAME_UPN)]
    one = f"/authority/collections/{collection.public_id}/"
    to_check = Return.objects.filter(request__collection=collection, turn="authority", explanations__isnull=False)
    request = to_check.order_by("pk")[0].request
    pages = {
        "home": "/authority/",
        "work": "/authority/queue/",
        "progress": f"{one}progress/",
        "return": f"/authority/schools/{request.school.public_id}/returns/{request.public_id}/",
        "clear": f"{one}accept/",
        "two-places": f"{one}pupils-in-two-places/",
        "case": f"{one}pupils-in-two-places/{moved.public_id}/",
        "reminder": f"{one}reminders/new/?to=nothing_sent",
        "ready": f"{one}ready/",
        "reports": f"{one}reports/",
        "imports": f"{one}imports/",
        "take-away": f"{one}exports/",
        "log": "/authority/log/",
    }
    for name, address in pages.items():
        answer = page.goto(portal.at(address))
        assert answer is not None
        assert answer.ok, address
        shoot(page, name, "authority")
    about_to_publish(page, portal.at(f"{one}reports/publish/"))
    ask_first_school(page, portal, moved)
    look_at_final_reports(page, portal)


def about_to_publish(page: Page, address: str) -> None:
    """What an officer reads before reports are published."""
    page.goto(address)
    follow(page, "Continue")
    shoot(page, "publish", "authority")
    assert "Publish the reports of" in main(page)


def look_at_final_reports(page: Page, portal: Served) -> None:
    """Look at a school's final reports as its head."""
    given = Released.objects.exclude(published_at=None).order_by("-pk")[0].school_return
    page.context.clear_cookies()
    signed_in(page, portal, Membership.objects.get(school=given.school, role=Role.HEAD).person)
    page.goto(portal.at(f"/schools/{given.school.public_id}/requests/{given.request.public_id}/reports/"))
    shoot(page, "reports")
    assert "Final reports" in main(page)
    page.get_by_role("link", name="Look at it here").first.click()
    page.get_by_role("heading", name="In this report").wait_for()
    shoot(page, "report")


def ask_first_school(page: Page, portal: Served, case: Case) -> None:
    """Ask the first school of the case, and look at its page as its head."""
    side = case.sides.select_related("request__school").order_by("pk")[0]
    officer, day = Person.objects.get(email=OFFICER), clock.today() + timedelta(days=7)
    case.refresh_from_db()
    ask(acting(officer), case, case.revision, [side.public_id], "When was this pupil with you?", day)
    school = side.request.school
    head = Membership.objects.get(school=school, role=Role.HEAD).person
    page.context.clear_cookies()
    signed_in(page, portal, head)
    page.goto(portal.at(f"/schools/{school.public_id}/requests/{side.request.public_id}/also-sent/"))
    shoot(page, "also-sent")
    assert "When was this pupil with you?" in page.locator("main").inner_text()
