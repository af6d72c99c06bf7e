"""The pages on which an officer brings in many schools' files, sees what came of each, and has them taken."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.foundation import uploads
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import School
from muster.portal.returns.models import Version
from tests.portal.answers import text
from tests.portal.brought_in import archive, ask_others, bring_in, ctf_of, looked_at, take_all, work_off
from tests.portal.collected import Collected, collect
from tests.portal.filed import ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import CANARY, Season


@pytest.fixture
def collected(season: Season) -> Collected:
    """Four schools were asked, and have sent nothing."""
    found = collect(season)
    ask_others(found)
    return found


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected, batch: BulkImport | None = None, page: str = "") -> str:
    rest = f"{batch.public_id}/{page}" if batch else page
    return f"/authority/collections/{collected.collection.public_id}/imports/{rest}"


def begin_at(collected: Collected) -> str:
    return at(collected, page="begin/")


def two_schools(season: Season) -> dict[str, bytes]:
    return {"beech.xml": ctf_of(season.school), "canal.xml": ctf_of(season.other_school)}


def sent(*contents: tuple[str, bytes]) -> dict[str, object]:
    return {"chosen": [SimpleUploadedFile(name, content) for name, content in contents], "once": new_key()}


@pytest.mark.parametrize("page", ["", "progress/", "report/"])
def test_people_of_the_authority_look_and_nobody_else(
    season: Season, client_of: ClientOf, collected: Collected, page: str
) -> None:
    batch = looked_at(collected, two_schools(season))
    for who, status in ((season.officer, 200), (season.adviser, 200), (season.twin_officer, 404), (season.head, 403)):
        assert client_of(who).get(at(collected, batch, page)).status_code == status
    assert client_of(None).get(at(collected, batch, page)).headers["Location"].startswith("/sign-in/")


def test_an_adviser_brings_nothing_in_and_takes_nothing(
    season: Season, client_of: ClientOf, collected: Collected
) -> None:
    adviser, batch = client_of(season.adviser), looked_at(collected, two_schools(season))
    assert "Look at these files" not in text(adviser.get(at(collected)))
    assert adviser.post(begin_at(collected), sent(("a.xml", b"x"))).status_code == 403
    assert 'type="checkbox"' not in text(adviser.get(at(collected, batch)))
    assert adviser.post(at(collected, batch, "take/"), {"revision": 1}).status_code == 403
    assert BulkImport.objects.count() == 1


def test_an_archive_is_looked_at_and_what_is_proposed_taken(
    season: Season, officer: Client, collected: Collected
) -> None:
    given = {**two_schools(season), "notes.pdf": b"%PDF-1.4"}
    answer = officer.post(begin_at(collected), sent(("returns.zip", archive(given))))
    batch = BulkImport.objects.get()
    assert answer.headers["Location"] == at(collected, batch)
    assert "Files looked at: 1 of 3." in text(officer.get(at(collected, batch)))
    work_off(batch)
    page = text(officer.get(at(collected, batch)))
    assert page.count(" checked>") == 2
    assert "It is no results file: it is a PDF document." in page
    assert "data-watch" not in page
    ticked = re.findall(r'value="([a-z0-9]+)" checked', page)
    answer = officer.post(at(collected, batch, "take/"), {"revision": 1, "wanted": ticked}, follow=True)
    assert "2 files are being taken. The schools are told" in text(answer)
    assert "2 files are still being taken." in text(answer)
    work_off(batch)
    assert text(officer.get(at(collected, batch))).count(">Taken</strong>") == 2
    assert Version.objects.count() == 2
    assert "beech.xml" not in text(officer.get(at(collected)))


def test_several_files_are_chosen_at_once(season: Season, officer: Client, collected: Collected) -> None:
    officer.post(begin_at(collected), sent(*two_schools(season).items()))
    batch = BulkImport.objects.get()
    assert (batch.name, [one.name for one in batch.members.order_by("number")]) == (
        "2 files", ["beech.xml", "canal.xml"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive({}), "There is no file in what you chose."),
        (b"PK\x03\x04 and no more", "This archive was not taken."),
        (b"PK\x05\x06" + bytes(9), "This archive was not taken."),
    ],
)
def test_an_archive_that_holds_nothing_is_refused_with_a_sentence(
    officer: Client, collected: Collected, content: bytes, said: str
) -> None:
    answer = officer.post(begin_at(collected), sent(("returns.zip", content)))
    assert said in text(answer)
    assert not BulkImport.objects.exists()


def test_nothing_chosen_is_refused(officer: Client, collected: Collected) -> None:
    assert "Choose the zip file, or the files themselves." in text(officer.post(begin_at(collected), {"once": "x"}))
    cut_off = officer.post(begin_at(collected), {"chosen": SimpleUploadedFile("a.xml", b"x")})
    assert "Your files did not arrive whole" in text(cut_off)


def test_more_files_than_the_page_takes_are_refused_unread(
    officer: Client, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    from muster.portal.pages.authority.importing import views

    monkeypatch.setattr(views.begin, "upload_number", 2)
    answer = officer.post(begin_at(collected), sent(("a.xml", b"x"), ("b.xml", b"x"), ("c.xml", b"x")))
    assert answer.status_code == 413
    assert uploads.upload_cap(views.begin) == 500_000_000


def test_a_double_press_begins_once(season: Season, officer: Client, collected: Collected) -> None:
    content, key = archive(two_schools(season)), new_key()
    answers = [
        officer.post(begin_at(collected), {"chosen": SimpleUploadedFile("r.zip", content), "once": key})
        for _ in range(2)
    ]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert BulkImport.objects.count() == 1


def test_two_officers_at_once_the_second_is_told(
    season: Season, client_of: ClientOf, officer: Client, collected: Collected
) -> None:
    batch = looked_at(collected, two_schools(season))
    wanted = [one.public_id for one in batch.members.all()]
    officer.post(at(collected, batch, "take/"), {"revision": 1, "wanted": wanted[:1]})
    answer = client_of(season.manager).post(at(collected, batch, "take/"), {"revision": 1, "wanted": wanted[1:]})
    assert f"{season.officer.name} changed this on" in text(answer)
    work_off(batch)
    assert ImportedFile.objects.filter(outcome="taken").count() == 1


def test_two_files_of_one_school_are_never_both_taken(season: Season, officer: Client, collected: Collected) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school), "b.xml": ctf_of(season.school, without=(5,))})
    wanted = [one.public_id for one in batch.members.all()]
    answer = text(officer.post(at(collected, batch, "take/"), {"revision": 1, "wanted": wanted}))
    assert "Two files of Beech Lane Infant School are ticked." in answer
    assert answer.count(" checked>") == 2
    for given in ({"revision": 1}, {"revision": 1, "wanted": ["bbbbccccddddffff"]}):
        assert "There is a problem" in text(officer.post(at(collected, batch, "take/"), given))


def test_the_counter_says_how_far_it_is(season: Season, officer: Client, collected: Collected) -> None:
    batch = bring_in(collected, two_schools(season))
    assert f'data-watch="{at(collected, batch, "progress/")}"' in text(officer.get(at(collected, batch)))
    said = officer.get(at(collected, batch, "progress/")).json()
    assert said == {"said": "Files looked at: 0 of 2."}
    work_off(batch)
    assert officer.get(at(collected, batch, "progress/")).json()["said"].startswith("Nothing is left")


def test_the_report_is_taken_away_and_holds_no_formula(season: Season, officer: Client, collected: Collected) -> None:
    School.objects.filter(pk=season.school.pk).update(name="=1+1 School")
    batch = looked_at(collected, {"=cmd.xml": ctf_of(season.school), "x.txt": b"no pupil here"})
    take_all(collected, batch)
    answer = officer.get(at(collected, batch, "report/"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (rows[0]["File"], rows[0]["School"], rows[0]["What came of it"]) == ("'=cmd.xml", "'=1+1 School", "Taken")
    assert (rows[0]["DfE number"], rows[0]["Pupils"], rows[0]["To put right"]) == ("3302001", "6", "0")
    assert rows[1]["What came of it"] == "Not taken"
    workbook = officer.get(at(collected, batch, "report/") + "?as=xlsx")
    assert workbook.headers["Content-Disposition"].endswith('.xlsx"')
    assert workbook.content.startswith(b"PK")


def test_the_report_is_narrowed_to_what_came_of_the_files(
    season: Season, officer: Client, collected: Collected
) -> None:
    batch = looked_at(collected, {**two_schools(season), "notes.pdf": b"%PDF-1.4"})
    address = at(collected, batch)
    page = text(officer.get(address))
    assert f'<a class="govuk-link" href="{address}" aria-current="true">All files</a> (3)' in page
    assert f'href="{address}?show=proposed">To be taken</a> (2)' in page
    assert f'href="{address}?show=refused">Not taken</a> (1)' in page
    assert "show=unknown_school" not in page
    refused = text(officer.get(f"{address}?show=refused"))
    assert f'href="{address}?show=refused" aria-current="true">Not taken</a> (1)' in refused
    assert ("notes.pdf" in refused, "beech.xml" in refused, 'type="checkbox"' in refused) == (True, False, False)
    assert "notes.pdf" in text(officer.get(f"{address}?show=else"))


def test_what_is_narrowed_is_taken_alone(season: Season, officer: Client, collected: Collected) -> None:
    batch = looked_at(collected, {**two_schools(season), "notes.pdf": b"%PDF-1.4"})
    shown = text(officer.get(f"{at(collected, batch)}?show=proposed"))
    assert f'action="{at(collected, batch, "take/")}?show=proposed"' in shown
    again = text(officer.post(f"{at(collected, batch, 'take/')}?show=proposed", {"revision": 1}))
    assert ("Tick the files that are to be taken" in again, "notes.pdf" in again) == (True, False)
    take_all(collected, batch)
    assert "No file has come to this." in text(officer.get(f"{at(collected, batch)}?show=proposed"))


def test_files_that_are_being_taken_are_shown_alone(season: Season, officer: Client, collected: Collected) -> None:
    batch = looked_at(collected, two_schools(season))
    wanted = batch.members.get(name="beech.xml").public_id
    officer.post(at(collected, batch, "take/"), {"revision": 1, "wanted": [wanted]})
    page = text(officer.get(f"{at(collected, batch)}?show=taking"))
    assert 'aria-current="true">Being taken</a> (1)' in page
    assert ("beech.xml" in page, "canal.xml" in page) == (True, False)


def test_no_pupil_is_named(season: Season, officer: Client, collected: Collected) -> None:
    batch = looked_at(collected, two_schools(season))
    pages = (at(collected), at(collected, batch), at(collected, batch, "report/"))
    assert not [page for page in pages if f"Pupil{CANARY}" in text(officer.get(page))]


def test_its_queries_do_not_grow_with_the_files(
    season: Season, officer: Client, collected: Collected, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few = looked_at(collected, {"a.xml": ctf_of(season.school)})
    many = looked_at(collected, {f"{place}.xml": ctf_of(season.other_school) for place in range(9)})
    officer.get(at(collected, few))
    with django_assert_num_queries(7):
        officer.get(at(collected, few))
    with django_assert_num_queries(7):
        officer.get(at(collected, many))


def test_a_collection_of_files_alone_has_none(season: Season, officer: Client, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    assert officer.get(f"/authority/collections/{filed.collection.public_id}/imports/").status_code == 404
