"""A whole season: a made-up authority of twenty schools from its empty beginning to what it takes away.

The officer's steps are walked in the browser; what the schools do, but for one answer, goes through the actions that
their own pages use (`test_sending`, `test_put_right`, `test_confirming` walk those).
"""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page

from muster.formats.limits import Reading
from muster.formats.results import read_results
from muster.framework import load_framework
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock, work
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.once import new_key
from muster.portal.organisations.actions.authorities import found_authority
from muster.portal.organisations.models import Membership, Person, Role, School
from muster.portal.outbox.models import Mail
from muster.portal.returns.actions import send_file
from muster.portal.returns.actions.confirming import Signing, confirm
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.actions.participation import decline
from muster.portal.returns.declarations import declarations
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Explanation, Finding, Question, Return
from muster.portal.returns.reasons import reasons_for
from muster.portal.returns.states import State, state_of
from muster.portal.rolls.models import ExpectedPupil, FormerResults
from muster.records import Severity
from muster.synthesis import synthesise
from tests.browser.looking import without_scripts_first
from tests.browser.walking import follow, main, signed_in
from tests.portal.cared import CARE
from tests.portal.collected import acting
from tests.portal.season import CANARY
from tests.portal.servers.portal import Served

SCHOOLS = 20
SUBJECTS = ("reading", "writing", "maths", "science")
READING = Reading(framework=load_framework(2026))
DECLINE, WAIT = (5, 11), (8, 17)
"""Of twenty schools, by their place: these do not take part; these have sent nothing when the officer chases."""
UNEXPLAINED = 3
IMPORTS = "imported file"

Outcomes = dict[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What twenty schools would send, and the tables that their authority keeps."""
    folder = tmp_path_factory.mktemp("season") / "authority"
    synthesise(folder, schools=SCHOOLS, pupils=260, seed=11, faults=0.01, canary=True)
    return folder


@pytest.fixture
def officer(portal: Served) -> Person:
    """The officer of an authority in which nothing is yet, with two colleagues."""
    authority = found_authority(SYSTEM, "330", "Northshire", "data@north.example")
    people = [Person.objects.create(email=f"o{n}@north.example", name=f"Officer {CANARY}{n}") for n in range(3)]
    Membership.objects.bulk_create(
        Membership(authority=authority, person=person, role=Role.OFFICER) for person in people
    )
    return people[0]


def in_days(days: int) -> str:
    day = clock.today() + timedelta(days=days)
    return f"{day.day}/{day.month}/{day.year}"


@without_scripts_first
def test_a_season_from_the_empty_authority_to_what_is_taken_away(
    page: Page, portal: Served, officer: Person, files: Path
) -> None:
    signed_in(page, portal, officer)
    _begin(page, portal)
    _load(page, portal, files)
    _open_and_ask(page, portal)
    _answer_by_schools(files)
    _chase(page, portal)
    _bring_in(page, portal, files)
    _ask_and_be_answered(page, portal)
    _accept_what_is_clear(page, portal)
    _open_again_and_accept(page, portal)
    _take_away(page, portal, files)


def _collection() -> Collection:
    return Collection.objects.select_related("authority").get()


def _at(portal: Served, page: str = "") -> str:
    return portal.at(f"/authority/collections/{_collection().public_id}/{page}")


def _begin(page: Page, portal: Served) -> None:
    page.goto(portal.at("/authority/collections/new/"))
    page.get_by_label("Summer of which year?").select_option("2026")
    follow(page, "Begin the collection")
    follow(page, "Dates and subjects")
    page.get_by_label("First day on which schools can send").fill(in_days(-1))
    page.get_by_label("Day of the deadline").fill(in_days(20))
    page.get_by_label("Last day on which anything is taken").fill(in_days(60))
    follow(page, "Keep this")
    page.locator("main").get_by_role("link", name="The pupils’ data").click()
    for name in CARE.__struct_fields__:
        page.locator(f"[name={name}]").fill(str(getattr(CARE, name)))
    follow(page, "Keep this")


def _load(page: Page, portal: Served, files: Path) -> None:
    """Schools, their heads, former years and the roll, each from its table."""
    for kind, file in (("Schools", files / "schools.csv"), ("People at schools", _heads(files))):
        page.goto(portal.at("/authority/tables/"))
        _load_table(page, kind, file)
    page.goto(portal.at("/authority/tables/"))
    _load_table(page, "Results of former years", files / "history.csv")
    page.goto(_at(portal, "roll/"))
    page.get_by_label("On which day was this roll taken?").fill("15/1/2026")
    page.get_by_label("All of them").check()
    _upload(page, files / "roll.csv")
    assert School.objects.count() == SCHOOLS
    assert Membership.objects.filter(role=Role.HEAD, ended_at=None).count() == SCHOOLS
    assert FormerResults.objects.exists()
    assert ExpectedPupil.objects.count() == len(_rows(files / "roll.csv"))


def _load_table(page: Page, kind: str, file: Path) -> None:
    page.locator("main").get_by_role("link", name=kind, exact=True).click()
    _upload(page, file)


def _upload(page: Page, file: Path) -> None:
    page.get_by_label("Your table").set_input_files(file)
    follow(page, "Upload the table")
    follow(page, "See what would change")
    follow(page, "Load the table")
    assert "What the load changed" in main(page)


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _heads(files: Path) -> Path:
    """The schools' heads as a table of people."""
    table = files.parent / "heads.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("Name", "E-mail", "Role", "URN"))
        for school in _rows(files / "schools.csv"):
            rows.writerow((school["head"], f"head.{school['urn']}@own.example", "head teacher", school["urn"]))
    return table


def _open_and_ask(page: Page, portal: Served) -> None:
    page.goto(_at(portal))
    follow(page, "Open the collection")
    page.goto(_at(portal, "ready/"))
    assert "Nobody has signed in" in main(page)
    page.goto(_at(portal, "ask/"))
    follow(page, "Ask the schools ticked")
    assert f"{SCHOOLS} schools are asked." in main(page)
    assert Mail.objects.filter(template="request").count() == 2 * SCHOOLS


def _requests() -> list[Request]:
    joins = ("collection__authority", "authority", "school__authority")
    return list(Request.objects.select_related(*joins).order_by("school__urn"))


def _head(request: Request) -> Person:
    return Person.objects.get(memberships__school=request.school, memberships__role=Role.HEAD)


def _seen(request: Request) -> int:
    return Return.objects.filter(request=request).values_list("revision", flat=True).first() or 1


def _state(request: Request) -> State:
    kept = Return.objects.select_related("request").filter(request=request).first()
    return state_of(kept.facts) if kept else State.NOT_STARTED


def _answer_by_schools(files: Path) -> None:
    """Each in its own way: declined, waiting, faulty, unexplained, or sent, explained and confirmed."""
    for number, request in enumerate(_requests()):
        if number in DECLINE:
            decline(acting(_head(request)), request, _seen(request), "Not this year")
        elif number not in WAIT:
            _send(files, request, explains=number != UNEXPLAINED)
    states = {_state(request) for request in _requests()}
    assert states >= {State.DECLINED, State.NOT_STARTED, State.SENT}


def _send(files: Path, request: Request, *, explains: bool = True) -> None:
    """Send the school's file; explain and confirm it where nothing must be put right."""
    head, file = acting(_head(request)), _file_of(files, request)
    send_file(head, request, _seen(request), file.name, file.read_bytes(), new_key())
    if Return.objects.get(request=request).draft == Draft.READY:
        _explain_and_confirm(request, explains=explains)


def _explain_and_confirm(request: Request, *, explains: bool = True) -> None:
    head = acting(_head(request))
    for rule, findings in _queries(request) if explains else ():
        text = "We have looked, and it is right."
        explain(head, request, _seen(request), findings, reasons_for(rule)[0].id, text)
    signing = Signing(key=new_key(), role=Role.HEAD, agreed=tuple(declarations()))
    confirm(head, request, _seen(request), signing)


def _queries(request: Request) -> Iterator[tuple[str, list[str]]]:
    rows = Finding.objects.filter(version__school_return__request=request, severity=Severity.QUERY)
    for rule in sorted(set(rows.values_list("rule", flat=True))):
        yield rule, list(rows.filter(rule=rule).values_list("public_id", flat=True))


def _file_of(files: Path, request: Request) -> Path:
    for row in _rows(files / "submitters.csv"):
        if row["la"] + row["estab"] == request.school.number:
            return files / "returns" / row["file"]
    raise AssertionError(request.school.number)


def _chase(page: Page, portal: Served) -> None:
    """Schools that have sent nothing are reminded, once."""
    page.goto(_at(portal, "reminders/"))
    follow(page, "Schools that have sent nothing")
    follow(page, "Send or set this reminder")
    _work_off("reminders")
    reminded = set(Mail.objects.filter(template="reminder").values_list("to_address", flat=True))
    waiting = [request for request in _requests() if _state(request) is State.NOT_STARTED]
    assert reminded == {_head(one).email for one in waiting} | {one.school.email for one in waiting}
    assert len(waiting) >= len(WAIT)


def _bring_in(page: Page, portal: Served, files: Path) -> None:
    """Some answer by sending their files another way: they are brought in as one archive, and their heads confirm."""
    waiting = [request for number, request in enumerate(_requests()) if number in WAIT]
    archive = files.parent / "files.zip"
    with ZipFile(archive, "w") as out:
        for request in waiting:
            file = _file_of(files, request)
            out.write(file, file.name)
    page.goto(_at(portal, "imports/"))
    page.get_by_label("The files").set_input_files(archive)
    follow(page, "Look at these files")
    _work_off(IMPORTS)
    page.reload()
    follow(page, "Take the files ticked")
    _work_off(IMPORTS)
    for request in waiting:
        assert Return.objects.get(request=request).newest is not None
        if Return.objects.get(request=request).draft == Draft.READY:
            _explain_and_confirm(request)


def _work_off(name: str) -> None:
    """What the sweeper does with work that is due."""
    kind = next(one for one in work.works() if one.name == name)
    for item in kind.pending(50):
        assert work.do(name, item)


def _confirmed() -> list[Request]:
    return [request for request in _requests() if _state(request) is State.SENT]


def _return_page(portal: Served, request: Request) -> str:
    return portal.at(f"/authority/schools/{request.school.public_id}/returns/{request.public_id}/")


def _ask_and_be_answered(page: Page, portal: Served) -> None:
    """The officer asks one school; its head answers on the school's page; the officer reads the answer."""
    request = _confirmed()[0]
    page.goto(_return_page(portal, request))
    follow(page, "Ask the school")
    page.get_by_label("Your question").fill("Do the outcomes in writing stand?")
    follow(page, "Ask the school")
    assert _state(request) is State.QUESTIONS
    officer_cookies = page.context.cookies()
    page.context.clear_cookies()
    signed_in(page, portal, _head(request))
    page.goto(portal.at(f"/schools/{request.school.public_id}/requests/{request.public_id}/questions/"))
    assert "Do the outcomes in writing stand?" in main(page)
    page.get_by_label("Your answer").fill("They do: we moderated them in June.")
    follow(page, "Send")
    assert Question.objects.get().answered_at is not None
    page.context.clear_cookies()
    page.context.add_cookies(officer_cookies)  # type: ignore[arg-type] # as the browser gave them
    page.goto(_return_page(portal, request))
    assert "They do: we moderated them in June." in main(page)


def _accept_what_is_clear(page: Page, portal: Served) -> None:
    """One by one what has explanations to read; then all that is clear, in one press."""
    unread = {one.school_return.request_id for one in Explanation.objects.select_related("school_return")}
    unread |= {one.school_return.request_id for one in Question.objects.select_related("school_return")}
    for request in _confirmed():
        asks = Finding.objects.filter(version__school_return__request=request, severity=Severity.QUERY).exists()
        if request.pk in unread or asks:
            page.goto(_return_page(portal, request))
            if page.get_by_role("button", name="Accept, and on to the next").count():
                follow(page, "Accept, and on to the next")
    page.goto(_at(portal))
    follow(page, "Accept what is clear")
    if page.get_by_role("button", name="Accept those ticked").count():
        follow(page, "Accept those ticked")
    accepted = [one for one in _requests() if _state(one) is State.ACCEPTED]
    left = _confirmed()
    assert len(accepted) >= SCHOOLS // 2
    assert all(_seen(one) for one in left)


def _open_again_and_accept(page: Page, portal: Served) -> None:
    """Accepted results are opened again with a reason, changed by nobody, and accepted once the school has answered."""
    request = next(one for one in _requests() if _state(one) is State.ACCEPTED)
    page.goto(_return_page(portal, request))
    follow(page, "Open the results again")
    page.locator("main textarea").first.fill("A pupil has moved: is the file still right?")
    follow(page, "Open them again")
    assert _state(request) is State.QUESTIONS
    page.goto(_return_page(portal, request))
    follow(page, "Accept all the same")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    follow(page, "Accept, and on to the next")
    assert _state(request) is State.ACCEPTED


def _take_away(page: Page, portal: Served, files: Path) -> None:
    """The pupils' table and the clean CTFs, read back by our own reader, are what the schools sent."""
    accepted = [one for one in _requests() if _state(one) is State.ACCEPTED]
    sent: Outcomes = {}
    for request in accepted:
        file = _file_of(files, request)
        sent |= _outcomes(file.read_bytes(), file.name)
    page.goto(_at(portal, "exports/"))
    table = _taken(page, portal, "results", "csv")
    assert _outcomes(table, "results.csv") == sent
    archive = _taken(page, portal, "ctfs", "")
    with ZipFile(io.BytesIO(archive)) as ctfs:
        names = sorted(ctfs.namelist())
        back: Outcomes = {}
        for name in names:
            back |= _outcomes(ctfs.read(name), name)
    assert names == sorted(f"{one.school.number}_CTF_330LLLL_001.xml" for one in accepted)
    assert back == sent


def _taken(page: Page, portal: Served, kind: str, form: str) -> bytes:
    """Ask for an export of those accepted, have it made, and download it."""
    page.goto(_at(portal, "exports/"))
    box = page.locator(f"form:has(input[name=kind][value={kind}])")
    if form:
        box.locator(f"input[name=form][value={form}]").check()
        box.locator("input[name=which][value=accepted]").check()
    with page.expect_navigation():
        box.get_by_role("button").click()
    _work_off("exports")
    page.reload()
    with page.expect_download() as taken:
        page.locator("main a[download]").first.click()
    return Path(taken.value.path()).read_bytes()


def _outcomes(content: bytes, name: str) -> Outcomes:
    """Each pupil's outcomes by UPN, as our own reader reads them: accepted codes alone."""
    found = read_results(content, name, READING)
    known = {one.upn: {row.subject: row.text.strip().upper() for row in one.outcomes} for one in found.pupils}
    return {upn: tuple(codes.get(subject, "") for subject in SUBJECTS) for upn, codes in known.items()}
