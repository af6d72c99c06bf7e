"""An officer brings in an archive of many schools' files, sees what came of each, and has them taken."""

from pathlib import Path

from playwright.sync_api import Page, expect

from muster.portal.casework.models import BulkImport
from muster.portal.returns.models import Version
from tests.browser.looking import look, with_scripts_first
from tests.browser.walking import follow, signed_in
from tests.portal.brought_in import archive, ask_others, ctf_of, work_off
from tests.portal.collected import collect, results_file, roll_entries
from tests.portal.returned import confirmed
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@with_scripts_first
def test_files_are_brought_in_looked_through_and_taken(
    page: Page, portal: Served, season: Season, tmp_path: Path
) -> None:
    collected = collect(season)
    ask_others(collected)
    confirmed(collected)
    given = tmp_path / "returns.zip"
    given.write_bytes(
        archive(
            {
                "of the first school.xml": ctf_of(season.school, without=(5,)),
                "Canal Street.xml": ctf_of(season.other_school),
                "Canal Street, before.xml": ctf_of(season.other_school, without=(0,)).replace(
                    b"2026-12-31", b"2026-06-01"
                ),
                "Dale.xml": ctf_of(season.academy),
                "unknown.xml": results_file(roll_entries(season.school), estab="9999"),
                "letter.pdf": b"%PDF-1.7",
            }
        )
    )
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/"))
    follow(page, "Bring in files received another way")
    look(page, "imports none")
    follow(page, "Look at these files")
    assert "Choose the zip file" in page.get_by_role("alert").inner_text()
    page.get_by_label("The files").set_input_files(given)
    follow(page, "Look at these files")
    assert "Files looked at: 1 of 6." in page.get_by_role("status").inner_text()
    look(page, "import under way")
    batch = BulkImport.objects.get()
    work_off(batch)
    follow(page, "Update the page")
    look(page, "import looked at")
    assert page.get_by_role("checkbox", checked=True).count() == 2
    page.get_by_role("checkbox", name="Take Canal Street, before.xml").check()
    follow(page, "Take the files ticked")
    assert "Two files of Canal Street Primary School are ticked." in page.get_by_role("alert").inner_text()
    look(page, "import refused")
    page.get_by_role("checkbox", name="Take Canal Street, before.xml").uncheck()
    follow(page, "Take the files ticked")
    work_off(batch)
    follow(page, "Update the page")
    assert page.get_by_role("table").get_by_text("Taken", exact=True).count() == 2
    page.locator("main").get_by_role("link", name="Taken", exact=True).click()
    expect(page.get_by_role("link", name="Taken", exact=True)).to_have_attribute("aria-current", "true")
    look(page, "import taken")
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/imports/"))
    look(page, "imports some")
    assert Version.objects.filter(for_school=True).count() == 2
