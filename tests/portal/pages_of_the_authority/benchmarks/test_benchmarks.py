"""What results are compared with, on an officer's pages: looked at, typed, filled in from a spreadsheet, taken back."""

import html
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from muster.portal.benchmarks.actions import join_pool, renew_pools
from muster.portal.benchmarks.models import FigureSet, PoolMember
from muster.portal.collecting.practice import Benchmarks, Practice
from tests.core.formats.made_tables import workbook
from tests.portal.answers import text
from tests.portal.benchmarks.typed import SOURCE, enter
from tests.portal.collected import Collected, acting, collect
from tests.portal.filed import ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

TYPED = {
    "revision": "0",
    "source": SOURCE,
    "dated": "5/1/2026",
    "coverage": "812 schools",
    "schools_may_see": "on",
    "cell-reading-exs_plus-": "69.5",
    "cell-writing-exs_plus-girls": "66",
    "cell-reading-gds-": "20",
}
ROWS = (
    "subject\tmeasure\tgroup\tvalue\n"
    "Reading\tEXS+\t\t71\nmathematics\tgds\tAll pupils\t18\nmaths\texs_plus\tGirls\t70\n"
)


def place(collected: Collected, more: str = "") -> str:
    return f"/authority/collections/{collected.collection.public_id}/benchmarks/{more}"


def said(answer: Any) -> str:  # noqa: ANN401 - a test client's
    return html.unescape(text(answer))


def fill(client: Any, address: str, typed: dict[str, Any]) -> str:  # noqa: ANN401 - a test client
    return said(client.post(address, TYPED | {"do": "fill"} | typed))


def test_an_officer_types_emerging_figures_and_sees_them_in_use(season: Season, client_of: ClientOf) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.AUTHORITY))
    client = client_of(season.officer)
    assert "Emerging national figures of 2026" in said(client.get(place(collected)))
    shown = said(client.post(place(collected, "emerging/"), TYPED, follow=True))
    assert "The figures are kept." in shown
    assert f"{SOURCE}, 5 January 2026: 3 figures" in shown
    assert "In use" in shown
    assert "70%" in shown
    row = FigureSet.objects.get()
    assert (row.coverage, row.schools_may_see, row.number) == ("812 schools", True, 1)
    assert ["writing", "exs_plus", "girls", "66"] in row.figures


def test_published_figures_are_of_the_year_of_their_page(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    client = client_of(season.officer)
    page = said(client.get(place(collected, "published/2023/")))
    assert "licence" not in page
    assert "cell-combined" not in page
    client.post(place(collected, "published/2023/"), TYPED)
    row = FigureSet.objects.get()
    assert (row.kind, row.year) == (FigureSet.Kind.PUBLISHED, 2023)
    assert client.get(place(collected, "published/2020/")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"cell-reading-exs_plus-": "101"}, "101 cannot be the per cent for reading EXS+."),
        ({"cell-reading-gds-": "80"}, "80 for reading GDS is above the 69.5 for EXS+"),
        ({"cell-reading-gds-": "few"}, "The text “few” is no per cent for reading GDS."),
        ({"coverage": ""}, "or tick that it does not say"),
        ({"coverage_not_stated": "on"}, "Take one of them out."),
        ({"source": ""}, "Enter where the figures come from, so that"),
        ({"dated": "1/1/2999"}, "That day is still to come."),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_is_kept(
    season: Season, client_of: ClientOf, typed: dict[str, str], sentence: str
) -> None:
    collected = collect(season)
    answer = said(client_of(season.officer).post(place(collected, "emerging/"), TYPED | typed))
    assert "There is a problem" in answer
    assert sentence in answer
    assert FigureSet.objects.count() == 0


def test_who_comes_second_keeps_what_they_typed_and_is_told(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    client = client_of(season.officer)
    client.post(place(collected, "emerging/"), TYPED)
    answer = client.post(place(collected, "emerging/"), TYPED | {"cell-reading-exs_plus-": "68"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert f"{season.officer.name} changed these figures" in said(answer)
    assert 'value="68"' in said(answer)
    assert FigureSet.objects.count() == 1


def test_the_page_begins_with_the_last_figures(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    enter(collected)
    page = said(client_of(season.officer).get(place(collected, "emerging/")))
    assert 'value="69.5"' in page
    assert 'name="revision" value="1"' in page


def test_pasted_rows_fill_the_cells_and_keep_nothing(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    page = fill(client_of(season.officer), place(collected, "emerging/"), {"pasted": ROWS})
    assert "3 cells filled in. Nothing is kept yet" in page
    assert all(f'value="{value}"' in page for value in ("71", "18", "70", "20", SOURCE))
    assert "There is a problem" not in page
    assert FigureSet.objects.count() == 0


def test_a_csv_file_fills_them_too(season: Season, client_of: ClientOf) -> None:
    file = SimpleUploadedFile("figures.csv", ROWS.replace("\t", ",").encode())
    page = fill(client_of(season.officer), place(collect(season), "emerging/"), {"file": file})
    assert "3 cells filled in." in page


COUNTED = "source,scope,year,subject,measure,group,value,eligible,schools,schools_total\n"


@pytest.mark.parametrize("as_workbook", [False, True])
def test_a_file_gives_its_source_and_its_coverage(season: Season, client_of: ClientOf, *, as_workbook: bool) -> None:
    figures, counted = (("reading", "exs_plus", "", 68.5), ("maths", "gds", "", 18)), ("", 812, 1204)
    rows = [("Pool Ltd", "ENG", 2026, *one, *counted) for one in figures]
    plain = "".join(f"{','.join(map(str, row))}\n" for row in rows)
    content = workbook(COUNTED.strip().split(","), rows) if as_workbook else (COUNTED + plain).encode()
    file = SimpleUploadedFile("figures.xlsx" if as_workbook else "figures.csv", content)
    page = fill(client_of(season.officer), place(collect(season), "emerging/"), {"file": file, "coverage": ""})
    assert "2 cells filled in." in page
    assert all(f'value="{value}"' in page for value in ("68.5", "18", "Pool Ltd", "812 of 1,204 schools"))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("subject,measure,value\nmusic,gds,3\n", "Row 2: There is no subject “music” here."),
        ("subject,measure,group,value\nmaths,gds,eal,3\n", "Row 2: There is no cell here for “maths gds eal”."),
        ("subject,measure,value,year\nmaths,gds,3,2025\n", "Row 2: It is of 2025, and this page is of 2026."),
        ("subject,measure,value\nmaths,gds,3\nmaths,gds,4\n", "Row 3: There are two figures for maths GDS."),
        ("subject,measure,value\nmaths,gds,101\n", "Row 2: 101 cannot be the per cent for maths GDS."),
        ("subject,measure,value\nmaths,exs,70\nmaths,gds,71\n", "Row 3: 71 for maths GDS is above the 70 for EXS+"),
        (
            "subject,measure,group,value\nmaths,exs,,80\nmaths,exs,girls,70\nmaths,exs,boys,72\n",
            "Row 2: 80 for maths EXS+ does not add up: all pupils lie between girls and boys, which are 70 and 72.",
        ),
        (COUNTED + "A,330,2026,maths,gds,,3,,,\n", "Row 2: It is of “330”, and this page has figures of England"),
        (COUNTED + "A,,,maths,gds,,3,,,\nB,,,maths,exs,,70,,,\n", "Row 3: Its source is “B”, and that of the rows"),
        (COUNTED + "A,,,maths,gds,,3,many,,\n", "Row 2: The text “many” is no number of pupils."),
        (COUNTED + "A,,,maths,gds,,3,,9,8\n", "Row 2: It has 9 schools of 8, which is more than there are."),
        (COUNTED + "A,,,maths,gds,,3,,7,8\nA,,,maths,exs,,70,,6,8\n", "Row 3: It is of 6 of 8 schools, and the rows"),
        (
            COUNTED + "A,,,maths,exs,,70,500,,\nA,,,maths,exs,girls,70,260,,\nA,,,maths,exs,boys,70,250,,\n",
            "Row 3: Its 260 pupils and the 250 of boys are more than the 500 of all pupils together.",
        ),
        ("nothing of note", "This could not be read."),
        ("subject,measure\nmaths,gds\n", "This could not be read."),
        ("subject,measure,value\n" + "maths,gds,3\n" * 301, "These are more than 300 rows"),
    ],
)
def test_one_wrong_row_fills_nothing_and_is_told_by_its_number(
    season: Season, client_of: ClientOf, rows: str, sentence: str
) -> None:
    right = "writing,exs_plus,64\n" if rows.startswith("subject,measure,value\n") else ""
    page = fill(client_of(season.officer), place(collect(season), "emerging/"), {"pasted": rows + right})
    assert sentence in page
    assert "No cell was filled in." in page
    assert 'value="64"' not in page


@pytest.mark.parametrize("content", [b"PK\x03\x04 no table", b"\xff\xfe\x00\x00\x01", b"\x00" * 40])
def test_a_file_that_is_no_csv_is_told(season: Season, client_of: ClientOf, content: bytes) -> None:
    file = SimpleUploadedFile("figures.csv", content)
    page = fill(client_of(season.officer), place(collect(season), "emerging/"), {"file": file})
    assert "This could not be read." in page


def test_a_file_that_is_too_large_is_not_read(season: Season, client_of: ClientOf) -> None:
    file = SimpleUploadedFile("figures.csv", b"x" * 200_000)
    answer = client_of(season.officer).post(place(collect(season), "emerging/"), TYPED | {"do": "fill", "file": file})
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_figures_are_taken_back_by_whoever_saw_them(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    row = enter(collected)
    client = client_of(season.officer)
    back = place(collected, f"sets/{row.public_id}/back/")
    assert "changed these figures" in said(client.post(back, {"revision": "7"}, follow=True))
    shown = said(client.post(back, {"revision": "1"}, follow=True))
    assert f"Taken back by {season.officer.name}" in shown
    assert "In use" not in shown


def test_an_adviser_looks_and_enters_nothing(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    row = enter(collected)
    client = client_of(season.adviser)
    page = said(client.get(place(collected)))
    assert SOURCE in page
    assert "A data officer enters national figures." in page
    assert "Take back" not in page
    for more in ("emerging/", "published/2023/", f"sets/{row.public_id}/back/"):
        assert client.post(place(collected, more), TYPED).status_code == HTTPStatus.FORBIDDEN


def test_a_data_manager_enters_figures_too(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    client_of(season.manager).post(place(collected, "emerging/"), TYPED)
    assert FigureSet.objects.get().entered_by_name == season.manager.name


@pytest.mark.parametrize("who", ["head", "trust_lead", "stranger"])
def test_nobody_else_sees_the_pages(season: Season, client_of: ClientOf, who: str) -> None:
    collected = collect(season)
    client = client_of(getattr(season, who))
    for more in ("", "emerging/", "published/2023/"):
        assert client.get(place(collected, more)).status_code == HTTPStatus.FORBIDDEN


def test_another_authoritys_pages_are_not_there(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    assert client_of(season.twin.officer).get(place(collected)).status_code == HTTPStatus.NOT_FOUND


def test_a_collection_of_files_alone_compares_nothing(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    address = f"/authority/collections/{filed.collection.public_id}/benchmarks/"
    assert client_of(season.officer).get(address).status_code == HTTPStatus.NOT_FOUND


def test_what_is_hidden_is_said_on_the_page(season: Season, client_of: ClientOf) -> None:
    page = said(client_of(season.officer).get(place(collect(season))))
    assert "Nobody sees the authority’s and the emerging national figures yet." in page
    assert "Northshire: Not shown: the authority has not opened this figure to schools." in page
    assert "England" in page


def test_an_officer_lets_results_count_in_the_pool_and_ends_it(season: Season, client_of: ClientOf) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.AUTHORITY))
    client = client_of(season.officer)
    assert "Let your accepted results count" in said(client.get(place(collected)))
    shown = said(client.post(place(collected, "pool/join/"), follow=True))
    assert "Your accepted results count from the next figures on." in shown
    assert f"{season.officer.name} let your accepted results count on" in shown
    assert "count in the figures of several authorities already" in said(
        client.post(place(collected, "pool/join/"), follow=True)
    )
    shown = said(client.post(place(collected, "pool/leave/"), follow=True))
    assert "Your results count no more from the next figures on." in shown
    assert PoolMember.objects.get().ended_by_name == season.officer.name
    assert "count in no figures" in said(client.post(place(collected, "pool/leave/"), follow=True))


def test_below_the_threshold_the_page_says_why_there_are_no_pooled_figures(season: Season, client_of: ClientOf) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.AUTHORITY))
    join_pool(acting(season.officer), collected.collection)
    renew_pools()
    assert "fewer than 4 authorities have enough accepted results" in said(
        client_of(season.adviser).get(place(collected))
    )


@pytest.mark.parametrize("who", ["adviser", "head", "trust_lead", "stranger"])
def test_nobody_else_lets_results_count_in_the_pool(season: Season, client_of: ClientOf, who: str) -> None:
    collected = collect(season)
    for more in ("pool/join/", "pool/leave/"):
        answer = client_of(getattr(season, who)).post(place(collected, more))
        assert answer.status_code == HTTPStatus.FORBIDDEN
    assert client_of(season.twin.officer).post(place(collected, "pool/join/")).status_code == HTTPStatus.NOT_FOUND
    assert PoolMember.objects.count() == 0
