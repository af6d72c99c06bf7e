"""What a school's report says of its authority's figures: hidden, below threshold, the authority's alone, open."""

from datetime import date

from msgspec.structs import replace
from playwright.sync_api import Page

from muster.portal.collecting.actions import change_collection
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Benchmarks, Practice
from muster.portal.collecting.terms import terms_of
from muster.portal.publishing.models import Edition
from tests.browser.looking import look
from tests.browser.walking import main, signed_in
from tests.portal.benchmarks.test_comparing import more_schools
from tests.portal.benchmarks.typed import enter, entering
from tests.portal.collected import FORENAMES, Collected, acting, collect, upn
from tests.portal.publishing.given import finals, publish, run
from tests.portal.returned import accepted
from tests.portal.season import Season
from tests.portal.servers.portal import Served

NOT_OPEN = "Not shown: the authority has not opened this figure to schools."


def test_a_school_sees_in_its_report_what_the_authority_has_opened(page: Page, portal: Served, season: Season) -> None:
    collected = _with_twelve_pupils(collect(season, Practice(benchmarks=Benchmarks.HIDDEN)))
    accepted(collected)
    enter(collected, entering(schools_may_see=True))
    signed_in(page, portal, season.head)
    _read(page, portal, collected)
    assert f"Northshire: {NOT_OPEN}" in main(page)
    assert f"Emerging national: {NOT_OPEN}" in main(page)
    look(page, "report, figures hidden")
    _switch(collected, Benchmarks.SCHOOLS)
    _read(page, portal, collected)
    assert "Northshire: Not shown: fewer than 5 schools have sent results" in main(page)
    assert "Emerging national: provisional figures of" in main(page)
    for one in more_schools(collected, 4):
        accepted(one)
    _switch(collected, Benchmarks.AUTHORITY)
    _read(page, portal, collected)
    assert f"Northshire: {NOT_OPEN}" in main(page)
    _switch(collected, Benchmarks.SCHOOLS)
    _read(page, portal, collected)
    assert "Northshire: 5 of 5 schools have sent results (100%)." in main(page)
    assert NOT_OPEN not in main(page)
    look(page, "report, figures open")


def _with_twelve_pupils(collected: Collected) -> Collected:
    """So many that the school's report has the form in which it is compared."""
    more = [
        replace(one, upn=upn(20 + number), surname=f"{one.surname}son", forename=name, dob=date(2019, 3, 1))
        for number, (one, name) in enumerate(zip(collected.entries, reversed(FORENAMES), strict=True))
    ]
    collected.entries = (*collected.entries, *more)
    return collected


def _switch(collected: Collected, switch: Benchmarks) -> None:
    row = Collection.objects.select_related("authority").get(pk=collected.collection.pk)
    terms = terms_of(row)
    wished = replace(terms, practice=replace(terms.practice, benchmarks=switch))
    change_collection(acting(collected.side.officer), row, row.revision, wished)
    collected.collection.refresh_from_db()


def _read(page: Page, portal: Served, collected: Collected) -> None:
    """The summary made and published now, as its head reads it on the screen."""
    run(collected, [collected.request.public_id])
    publish(collected)
    newest = [one for one in finals(collected) if one.kind == Edition.Kind.SUMMARY][-1]
    return_page = f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/"
    page.goto(portal.at(f"{return_page}reports/{newest.public_id}/"))
