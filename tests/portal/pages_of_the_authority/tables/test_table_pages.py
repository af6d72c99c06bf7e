"""The pages on which an officer uploads a table, chooses its columns, looks at what would change, and loads it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from muster.portal.casework.actions.tables import read_upload
from muster.portal.foundation import leases
from muster.portal.organisations.models import School
from muster.portal.pages.authority.tables import reading
from muster.portal.rolls.models import ExpectedPupil, TableUpload
from tests.portal.answers import text
from tests.portal.casework.tables.loading import csv_of, roll_of
from tests.portal.collected import Collected, collect, roll_entries
from tests.portal.fixtures import ClientOf
from tests.portal.season import CANARY, Season

SCHOOLS = ("la", "estab", "urn", "name")
_TITLE = re.compile(r"<h1[^>]*>([^<]*)<")


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def title(page: str) -> str:
    found = _TITLE.search(page)
    return found[1] if found else ""


def roll_page(collected: Collected) -> str:
    return reverse("authority-collection-roll", kwargs={"collection": collected.collection.public_id})


def upload(client: Client, address: str, content: bytes, **more: str) -> str:
    """Where an upload leads to, or the page that refuses it."""
    more = {"schools": "all"} | more
    answer = client.post(address, {"file": SimpleUploadedFile("roll.csv", content), **more})
    return answer.headers["Location"] if answer.status_code == 302 else text(answer)


def choose(client: Client, address: str, **other: str) -> str:
    """The page after the columns, chosen as they are guessed where they are asked for."""
    if not address.endswith("/columns/"):
        return text(client.get(address))
    form = client.get(address).context["form"]
    given = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return text(client.post(address, {**given, **other}, follow=True))


def press(client: Client, name: str) -> str:
    kept = TableUpload.objects.get()
    return text(client.post(reverse(name, kwargs={"upload": kept.public_id}), {"revision": kept.revision}, follow=True))


def test_a_roll_is_uploaded_previewed_and_loaded(officer: Client, season: Season, collected: Collected) -> None:
    assert "was loaded by" in text(officer.get(roll_page(collected)))
    content = roll_of([*collected.entries[1:], *roll_entries(season.other_school)[:1]])
    columns = upload(officer, roll_page(collected), content, taken_on="2/2/2026")
    assert title(text(officer.get(columns))) == "Which column is which?"
    page = choose(officer, columns)
    assert title(page) == "What would change"
    assert "1 pupil added" in page
    assert "1 pupil no longer in the roll" in page
    assert "Canal Street Primary School" in page
    assert CANARY not in page.replace(season.officer.name, "")
    page = press(officer, "authority-table-load")
    assert title(page) == "What the load changed"
    assert "a roll of 2 February 2026" in page
    assert ExpectedPupil.objects.filter(school=season.other_school).count() == 1
    assert "There is nothing more to do." in press(officer, "authority-table-load")
    listed = text(officer.get(reverse("authority-tables")))
    assert f"Expected pupils, loaded by {season.officer.name}" in listed
    again = choose(officer, upload(officer, roll_page(collected), content, taken_on="2/2/2026"))
    assert "Nothing would change" in again
    assert "The same file was loaded by" in again


def test_a_table_with_the_headings_of_the_last_is_previewed_at_once(
    officer: Client, season: Season, collected: Collected
) -> None:
    choose(officer, upload(officer, roll_page(collected), roll_of(collected.entries), taken_on="15/1/2026"))
    press(officer, "authority-table-load")
    newer = roll_of(collected.entries[1:])
    preview = text(officer.get(upload(officer, roll_page(collected), newer, taken_on="2/2/2026")))
    assert title(preview) == "What would change"
    assert "The columns are read as in your last table of this kind." in preview
    columns = reverse("authority-table-columns", kwargs={"upload": TableUpload.objects.get(loaded_at=None).public_id})
    assert f'href="{columns}">Change how columns are read</a>' in preview
    assert title(text(officer.get(columns))) == "Which column is which?"


def test_other_headings_are_asked_about(officer: Client, season: Season) -> None:
    address = reverse("authority-table-upload", kwargs={"kind": "schools"})
    choose(officer, upload(officer, address, csv_of(SCHOOLS, ["330", "2001", "100001", "Beech"])))
    press(officer, "authority-table-discard")
    for headings in ((*SCHOOLS, "phase"), ("la", "estab", "urn", "school name"), (*SCHOOLS, "name")):
        content = csv_of(headings, ["330", "2001", "100001", "Beech", ""][: len(headings)])
        assert upload(officer, address, content).endswith("/columns/")


def test_faults_stand_row_by_row_with_the_tables_own_headings(officer: Client, collected: Collected) -> None:
    lines = csv_of(
        ["DfE no", "UPN", "Surname", "First name", "Date of Birth"], ["3302001", "A1", "Ok", "Ada", "03/25/2019"]
    )
    page = choose(officer, upload(officer, roll_page(collected), lines, taken_on="15/1/2026"))
    assert title(page) == "Rows to put right"
    assert re.search(r">2</td>\s*<td[^>]*>Date of Birth</td>\s*<td[^>]*>This date looks like month first", page)
    assert "Load the table" not in page


def test_faults_stand_down_the_table_and_name_the_codes_that_a_column_takes(
    officer: Client, collected: Collected
) -> None:
    rows = [
        ["3302001", "A1", "Ok", "Ada", "Y"],
        ["3302001", "A1", "Other", "Bo", "Y"],
        ["3302001", "A3", "Ok", "Cy", "perhaps"],
    ]
    lines = csv_of(["DfE no", "UPN", "Surname", "First name", "gld"], *rows)
    page = choose(officer, upload(officer, roll_page(collected), lines, taken_on="15/1/2026"))
    assert re.findall(r">(\d+)</t[dh]>\s*<td[^>]*>(UPN|gld)<", page) == [("3", "UPN"), ("4", "gld")]
    assert "The column takes Y or N. Write one of these, or leave the cell empty." in page


def test_a_roll_that_is_put_right_is_uploaded_again_without_saying_all_anew(
    officer: Client, season: Season, client_of: ClientOf, collected: Collected
) -> None:
    lines = csv_of(["DfE no", "UPN", "Surname", "First name"], ["3309999", "A1", "Ok", "Ada"])
    page = choose(officer, upload(officer, roll_page(collected), lines, taken_on="15/1/2026", schools="named"))
    again = f"{roll_page(collected)}?after={TableUpload.objects.get().public_id}"
    assert f'href="{again}">upload the file again' in page
    form = officer.get(again).context["form"]
    assert (form["taken_on"].value(), form["schools"].value()) == ("15/1/2026", "named")
    assert officer.get(f"{roll_page(collected)}?after=bbbbccccddddffff").context["form"]["taken_on"].value() is None


@pytest.mark.parametrize(
    ("content", "day", "sentence"),
    [
        (b"", "15/1/2026", "That file is empty."),
        (b"\x00\x01" * 5_000_000, "15/1/2026", "That file cannot be read as a table."),
        (b"a,b\r\n1,2\r\n", "", "Enter the day on which this roll was taken"),
        (b"upn,b\r\n1,2\r\n", "15/1/2099", "That day is still to come."),
    ],
)
def test_an_upload_that_cannot_be_taken_says_why(
    officer: Client, collected: Collected, content: bytes, day: str, sentence: str
) -> None:
    assert sentence in upload(officer, roll_page(collected), content, taken_on=day)
    assert not TableUpload.objects.exists()


def test_a_table_of_another_kind_is_told(officer: Client, collected: Collected) -> None:
    content = csv_of(
        ("la", "estab", "year", "subject", "eligible", "exs_plus", "gds"), [330, 2001, 2024, "maths", 3, 2, 1]
    )
    columns = upload(officer, roll_page(collected), content, taken_on="15/1/2026")
    page = text(officer.get(columns))
    assert "This looks like another kind of table: results of former years." in page
    assert "No heading was found for: UPN; Surname; First name." in page
    assert "Choose a column for: UPN" in choose(officer, columns)


def test_a_large_table_is_read_by_the_worker_and_the_page_says_so(
    officer: Client, season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "READ_AT_ONCE", 0)
    address = reverse("authority-table-upload", kwargs={"kind": "schools"})
    columns = upload(officer, address, csv_of(SCHOOLS, ["330", "2009", "100009", "New Primary"]))
    assert title(choose(officer, columns)) == "The table is being read"
    assert "This table has not been read yet." in press(officer, "authority-table-load")
    (row,) = leases.take(TableUpload.objects.select_related("authority"))
    read_upload(row)
    assert "1 school added" in text(officer.get(reverse("authority-table", kwargs={"upload": row.public_id})))
    press(officer, "authority-table-load")
    assert School.objects.filter(urn="100009", authority=season.authority).exists()


def test_a_load_over_something_that_has_changed_shows_a_new_preview(officer: Client, season: Season) -> None:
    address = reverse("authority-table-upload", kwargs={"kind": "schools"})
    choose(officer, upload(officer, address, csv_of(SCHOOLS, ["330", "2001", "100001", "Another name"])))
    School.objects.filter(pk=season.school.pk).update(name="Another name")
    page = press(officer, "authority-table-load")
    assert "Since this preview was made" in page
    assert "Nothing would change" in page


def test_a_table_is_thrown_away(officer: Client) -> None:
    address = reverse("authority-table-upload", kwargs={"kind": "people"})
    columns = upload(
        officer, address, csv_of(("name", "email", "role", "urn"), ["Sam", "a@b.example", "read", "100001"])
    )
    choose(officer, columns)
    assert "Nothing of it was loaded." in press(officer, "authority-table-discard")
    assert not TableUpload.objects.exists()


def test_a_table_with_our_headings_can_be_downloaded(officer: Client) -> None:
    answer = officer.get(reverse("authority-table-empty", kwargs={"kind": "roll"}))
    assert text(answer).startswith("\ufeffdfe,la,estab,urn,upn") or text(answer).startswith("dfe,la,estab,urn,upn")
    for name in ("authority-table-empty", "authority-table-upload"):
        assert officer.get(reverse(name, kwargs={"kind": "nothing"})).status_code == 404


def test_advisers_load_nothing(season: Season, client_of: ClientOf, collected: Collected) -> None:
    adviser = client_of(season.adviser)
    for address in (reverse("authority-tables"), roll_page(collected), reverse("authority-school-add")):
        assert adviser.get(address).status_code == 403
    assert "Load tables" not in text(adviser.get("/authority/"))


def test_a_roll_of_some_schools_leaves_the_others_as_they_are(
    officer: Client, season: Season, collected: Collected
) -> None:
    content = roll_of([*roll_entries(season.other_school)[:1]])
    page = choose(officer, upload(officer, roll_page(collected), content, taken_on="2/2/2026"))
    assert "6 pupils would no longer be expected." in page
    press(officer, "authority-table-discard")
    page = choose(officer, upload(officer, roll_page(collected), content, taken_on="2/2/2026", schools="named"))
    assert "for the schools in it alone" in page
    assert "no longer" not in page
    press(officer, "authority-table-load")
    assert ExpectedPupil.objects.count() == len(collected.entries) + 1
