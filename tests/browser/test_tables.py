"""An officer loads a roll with a fault in it, puts it right, loads it; then changes a school by hand."""

from pathlib import Path

from playwright.sync_api import Page

from muster.portal.organisations.models import School
from muster.portal.rolls.models import ExpectedPupil
from tests.browser.looking import look, with_scripts_first
from tests.browser.walking import follow, main, signed_in
from tests.portal.casework.tables.loading import csv_of, roll_of
from tests.portal.collected import collect, roll_entries
from tests.portal.season import Season
from tests.portal.servers.portal import Served


def upload(page: Page, folder: Path, name: str, content: bytes) -> None:
    file = folder / name
    file.write_bytes(content)
    page.get_by_label("Your table").set_input_files(file)
    follow(page, "Upload the table")


@with_scripts_first
def test_a_roll_is_loaded_and_a_school_changed(page: Page, portal: Served, season: Season, tmp_path: Path) -> None:
    collected = collect(season)
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/"))
    follow(page, "Expected pupils")
    look(page, "roll upload")
    page.get_by_label("On which day was this roll taken?").fill("2/2/2026")
    page.get_by_label("All of them").check()
    entries = [*collected.entries[1:], *roll_entries(season.other_school)[:2]]
    wrong = roll_of(entries).replace(b"2019-", b"13/45/2019-", 1).replace(b"2002", b"2999", 1)
    upload(page, tmp_path, "roll.csv", wrong)
    look(page, "roll columns")
    follow(page, "See what would change")
    assert "There is no school 3302999" in main(page)
    look(page, "roll faults")
    follow(page, "Throw the table away")
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/roll/"))
    page.get_by_label("On which day was this roll taken?").fill("2/2/2026")
    page.get_by_label("All of them").check()
    upload(page, tmp_path, "roll.csv", roll_of(entries))
    assert "1 pupil no longer in the roll" in main(page)
    look(page, "roll preview")
    follow(page, "Load the table")
    assert "What the load changed" in main(page)
    look(page, "roll loaded")
    assert ExpectedPupil.objects.filter(school=season.other_school).count() == 2
    _people(page, portal, tmp_path)
    _school(page, portal, season)


def _people(page: Page, portal: Served, folder: Path) -> None:
    page.goto(portal.at("/authority/"))
    follow(page, "Load tables")
    look(page, "tables")
    follow(page, "People at schools")
    rows = [
        ["Sam New", "sam@people.example", "may send", "100001"],
        ["Kim", "office@school1.example", "read", "100001"],
    ]
    upload(page, folder, "people.csv", csv_of(("Name", "E-mail", "Role", "URN"), *rows))
    follow(page, "See what would change")
    assert "a school’s shared address" in main(page)
    look(page, "people faults")


def _school(page: Page, portal: Served, season: Season) -> None:
    page.goto(portal.at("/authority/schools/add/"))
    look(page, "school add")
    page.goto(portal.at(f"/authority/schools/{season.school.public_id}/"))
    look(page, "school for an officer")
    follow(page, "Change these details")
    look(page, "school details")
    page.get_by_label("Management information system").fill("Arbor")
    follow(page, "Keep this")
    follow(page, "The school has a new number")
    look(page, "school number")
    page.get_by_label("URN").fill("140001")
    follow(page, "Give it these numbers")
    assert "the URN 140001 now" in main(page)
    follow(page, "The school was merged into another")
    look(page, "school merge")
    page.get_by_label("Which school was it merged into?").select_option(label="Canal Street Primary School (3302002)")
    page.get_by_label("From which day on?").fill("1/9/2020")
    follow(page, "Merge the schools")
    assert School.objects.get(pk=season.school.pk).merged_into == season.other_school
