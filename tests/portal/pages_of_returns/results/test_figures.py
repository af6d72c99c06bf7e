"""The figures: counted, beside last year's and the national ones, with what to be careful about."""

import re

import pytest
from lxml import etree

from muster.framework import load_framework
from muster.measures import Measure, Share
from muster.portal.organisations.models import School
from muster.portal.pages.returns.results.figures import Beside, Figures, figures_of
from muster.portal.pages.returns.results.pictures import outcomes_chart, shares_chart
from muster.portal.rolls.models import FormerResults
from muster.records import History, HistoryRow
from tests.portal.collected import Collected, results_file
from tests.portal.pages_of_returns.results.conftest import Page, text
from tests.portal.pages_of_returns.results.made_up import LOW, PLAIN, former, send_many
from tests.portal.season import Season

KS1 = load_framework(2026)
NAMES = {key: key.capitalize() for key in KS1.by_key} | {"combined": "All three"}
SHARES, OUTCOMES = "//h2[@id='standards']", "//h2[@id='outcomes']"


def history(*years: int) -> History:
    return History(tuple(HistoryRow("330", "2001", year, "reading", 60, 39, 9) for year in years))


def figures(low: int = 0, plain: int = 20, of: History | None = None, school: School | None = None) -> Figures:
    pupils = [LOW] * low + [PLAIN] * plain
    return figures_of(KS1, school or School(), pupils, of, science=True)


def line(
    found: Figures, subject: str, measure: Measure = Measure.EXS_PLUS
) -> tuple[Share, Beside | None, Beside | None]:
    chosen = next(one for one in found.lines if (one.subject, one.measure) == (subject, measure))
    return chosen.share, chosen.former, chosen.national


def test_a_measure_stands_beside_the_last_of_the_school_and_of_england() -> None:
    share, former_years, national = line(figures(low=5, plain=16, of=history(2024, 2025)), "reading")
    assert (share, share.per_cent) == (Share(16, 21), 76)
    assert former_years == Beside(2025, 65, 11)
    assert national == Beside(2023, 68, 8)


def test_each_national_figure_is_of_its_own_year_and_none_is_combined() -> None:
    found = figures()
    years = [(one.subject, one.measure.value, one.national.year if one.national else None) for one in found.lines]
    assert years == [
        ("reading", "exs_plus", 2023), ("reading", "gds", 2019),
        ("writing", "exs_plus", 2023), ("writing", "gds", 2019),
        ("maths", "exs_plus", 2023), ("maths", "gds", 2019),
        ("science", "exs_plus", 2022),
        ("combined", "exs_plus", None), ("combined", "gds", None),
    ]  # fmt: skip


def test_without_former_years_there_is_no_column_of_them() -> None:
    assert figures().former_year is None


@pytest.mark.parametrize(("year", "broken"), [(2023, True), (2025, False)])
def test_the_break_after_2023_counts_for_the_schools_own_too(year: int, broken: bool) -> None:
    assert figures(low=11, plain=9, of=history(year)).has_break is broken


@pytest.mark.parametrize(("pupils", "small"), [(10, True), (11, False), (0, False)])
def test_under_11_pupils_are_few(pupils: int, small: bool) -> None:
    assert figures(plain=pupils).is_small is small


@pytest.mark.parametrize(
    ("low", "plain", "school", "leads"),
    [
        (11, 9, {}, True),
        (10, 10, {}, False),
        (0, 20, {"type": "Community special school"}, True),
        (0, 20, {"phase": "Special"}, True),
        (0, 20, {"phase": "Primary"}, False),
    ],
)
def test_pk_and_em_lead_at_special_schools_and_where_they_are_most(
    low: int, plain: int, school: dict[str, str], leads: bool
) -> None:
    assert figures(low, plain, school=School(**school)).low_leads is leads


def test_where_they_lead_nothing_is_national_and_no_line_is_of_nobody() -> None:
    found = figures(low=12, plain=2)
    assert not found.has_national
    assert all(one.share.part for one in found.lines)
    nobody = figures(low=12, plain=0)
    assert (nobody.lines, shares_chart(nobody, NAMES)) == ((), None)


def test_the_charts_say_what_the_table_says() -> None:
    drawn = shares_chart(figures(of=history(2025)), NAMES)
    assert drawn is not None
    assert "Reading 100%" in drawn
    assert ("Your school in 2025" in drawn, "England, as last published" in drawn) == (True, True)


def test_where_they_lead_each_pre_key_stage_standard_is_a_piece() -> None:
    drawn = outcomes_chart(figures(low=12, plain=2), KS1, NAMES)
    assert re.findall(r">(PK\d|PK or EM|EM|Science)<", drawn) == ["PK3", "PK1", "EM"]
    together = outcomes_chart(figures(low=2, plain=12), KS1, NAMES)
    assert re.findall(r">(PK\d|PK or EM|EM|Science)<", together) == ["PK or EM", "Science"]


@pytest.mark.parametrize("special", [False, True])
def test_every_pupil_is_in_one_piece_of_a_bar(special: bool) -> None:
    codes = [*KS1.by_key["reading"].codes, *KS1.absent, "D", "Q", ""]
    pupils = [{"reading": code, "writing": code, "maths": code, "science": "HNM"} for code in codes for _ in range(4)]
    found = figures_of(KS1, School(type="Special" if special else ""), pupils, None, science=True)
    drawn = outcomes_chart(found, KS1, NAMES)
    numbers = [int(number) for number in re.findall(r">(\d+)</text>", drawn)]
    assert sum(numbers) == len(pupils) * (3 if special else 4)


def cells(page: Page, heading: str) -> dict[str, list[str]]:
    rows = page().xpath(f"{heading}/following::table[1]/tbody/tr")
    return {said(row[0]): [said(cell) for cell in row[1:]] for row in rows}


def said(element: etree._Element) -> str:
    return " ".join(" ".join(str(part) for part in element.itertext()).split())


def test_the_page_shows_shares_beside_last_years_and_englands(collected: Collected, page: Page) -> None:
    send_many(collected, 64)
    former(collected, 2025)
    found = cells(page, SHARES)
    assert found["Reading EXS or GDS"] == [
        "75% 48 of 64",
        "67% now 8 points higher",
        "68% in 2023 yours is 7 points higher",
    ]
    assert found["Science EXS"][2] == "77% in 2022 yours is 2 points lower"
    assert found["Reading, writing and maths EXS or GDS in all three"][2] == "None published"


def test_the_page_counts_every_code(collected: Collected, page: Page) -> None:
    send_many(collected, 64)
    found = cells(page, OUTCOMES)
    assert found["PK3 pre-key stage standard 3"] == ["8 13%", "0", "0", "–"]
    assert found["HNM has not met the expected standard"] == ["–", "–", "–", "16 25%"]


def test_a_code_for_no_judgement_is_one_of_every_subject(collected: Collected, page: Page) -> None:
    collected.send(results_file(collected.entries, {0: {"reading": "A"}}))
    row = cells(page, OUTCOMES)["A absent, recently arrived, or not enough information"]
    assert row == ["1 17%", "0", "0", "0"]


@pytest.mark.parametrize(("number", "warned"), [(6, True), (12, False)])
def test_the_page_warns_of_few_pupils(collected: Collected, page: Page, number: int, warned: bool) -> None:
    send_many(collected, number)
    assert ("fewer than 11 pupils" in text(page())) is warned


def test_the_page_says_the_break_where_both_sides_stand_together(collected: Collected, page: Page) -> None:
    collected.send()
    assert "statutory and externally moderated" in text(page())


def test_at_a_special_school_the_distribution_comes_first(collected: Collected, page: Page) -> None:
    School.objects.filter(pk=collected.school.pk).update(type="Community special school")
    collected.send(results_file(collected.entries, dict.fromkeys(range(6), LOW)))
    found = page()
    assert [one.get("id") for one in found.xpath("//h2[@id]")][:2] == ["outcomes", "pupils"]
    assert "England" not in found.xpath("string(//main)")
    assert not re.search(r"\b0%", found.xpath("string(//main)"))


def test_figures_of_the_twin_authority_never_stand_beside(collected: Collected, season: Season, page: Page) -> None:
    collected.send()
    FormerResults.objects.create(
        authority=season.twin.authority, school=season.twin.school, year=2025, subject="reading", eligible=60,
        exs_plus=1, gds=0,
    )  # fmt: skip
    assert "Your school in 2025" not in text(page())
