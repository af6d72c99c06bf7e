"""Assessment rows: the collection's become outcomes, the others are counted by what they are."""

import pytest

from muster.formats.limits import Reading
from muster.records import Facts, ProblemKind
from tests.core.formats.ctf_text import assessed, ctf, facts, pupil, read, read_pupil, results, row, rows

PHONICS = {"subject": "PHO", "method": "TT", "component": "CHK"}


def skipped(count: int, **keys: str) -> Facts:
    said = {"stage": "KS1", "subject": "ENG", "method": "TA", "component": "REA", "status": "R", "year": "2026"} | keys
    return {**said, "count": count}


def rows_read(inside: str, stage: str = "KS1") -> list[tuple[str, str]]:
    return list(results(read_pupil(pupil(assessed(inside, stage)))))


def rows_skipped(*pupils: str, science: bool = True) -> list[Facts]:
    return facts(read(ctf(*pupils), science=science), ProblemKind.ROWS_SKIPPED)


def test_the_four_subjects_are_read() -> None:
    assert rows_read(rows()) == [("reading", "EXS"), ("writing", "WTS"), ("maths", "GDS"), ("science", "HNM")]


def test_a_result_is_kept_as_written_but_for_white_space_around_it() -> None:
    assert rows_read(row(result="\n  pk 3\t")) == [("reading", "pk 3")]


@pytest.mark.parametrize("result", ["", "  \n"])
def test_an_empty_result_is_an_outcome_without_a_text(result: str) -> None:
    assert rows_read(row(result=result)) == [("reading", "")]


def test_the_same_subject_twice_is_two_outcomes() -> None:
    assert rows_read(row() + row(result="GDS")) == [("reading", "EXS"), ("reading", "GDS")]


@pytest.mark.parametrize("status", ["R", "r", ""])
def test_a_result_status_of_r_or_none_is_read(status: str) -> None:
    assert rows_read(row(status=status)) == [("reading", "EXS")]


def test_any_locale_is_read() -> None:
    assert rows_read(row().replace("<Locale>ENG</Locale>", "<Locale>WLS</Locale>")) == [("reading", "EXS")]


def test_keys_without_capitals_are_read() -> None:
    assert rows_read(row("eng", "rea", method="ta"), stage="ks1") == [("reading", "EXS")]


def test_the_stage_may_stand_behind_the_rows() -> None:
    inside = f"<StageAssessments><KeyStage>{row()}<Stage/><Stage>KS1</Stage></KeyStage></StageAssessments>"
    assert results(read_pupil(pupil(inside))) == [("reading", "EXS")]


def test_several_blocks_of_a_stage_are_read() -> None:
    assert results(read_pupil(pupil(assessed(row()) + assessed(row("MAT", "MAT"))))) == [
        ("reading", "EXS"),
        ("maths", "EXS"),
    ]


def test_several_key_stages_in_one_block_are_read() -> None:
    blocks = "".join(
        f"<KeyStage><Stage>KS1</Stage>{row(*keys)}</KeyStage>" for keys in (("ENG", "REA"), ("MAT", "MAT"))
    )
    record = read_pupil(pupil(f"<StageAssessments>{blocks}</StageAssessments>"))
    assert results(record) == [("reading", "EXS"), ("maths", "EXS")]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2026-06-12", "2026-06-12"), ("2026-06-12T00:00:00", "2026-06-12"), ("June", "June"), ("", "")],
)
def test_a_result_date_is_tidied_where_it_is_a_date(written: str, kept: str) -> None:
    (outcome,) = read_pupil(pupil(assessed(row(date=written)))).outcomes
    assert outcome.result_date == kept


@pytest.mark.parametrize(
    "keys",
    [
        {"year": "2025"},
        {"year": ""},
        {"component": "AT3"},
        {"subject": "GEO"},
        {"method": "TT"},
        {"status": "P"},
        {**PHONICS, "year": "2025"},
    ],
)
def test_a_row_that_is_not_the_collections_is_counted_by_its_keys(keys: dict[str, str]) -> None:
    others = {"subject": "ENG", "component": "REA"} | keys
    assert rows_skipped(pupil(assessed(row(**others) + row()))) == [skipped(1, **keys)]


def test_a_row_of_another_stage_is_counted() -> None:
    assert rows_skipped(pupil(assessed(row(), stage="KS2"))) == [skipped(1, stage="KS2")]


def test_a_row_without_a_stage_is_counted() -> None:
    assert rows_skipped(pupil(assessed(row(), stage=""))) == [skipped(1, stage="")]


def test_rows_alike_are_counted_together_most_first() -> None:
    phonics = row(**PHONICS, result="32", qualifier="NM") + row(**PHONICS, result="WA", qualifier="NY")
    old = row(year="2025")
    assert rows_skipped(pupil(assessed(old + phonics)), pupil(assessed(phonics))) == [
        skipped(4, **PHONICS),
        skipped(1, year="2025"),
    ]


def test_at_most_fifty_kinds_of_rows_are_told_and_the_rest_together() -> None:
    kinds = rows_skipped(pupil(assessed("".join(row(year=str(1900 + number)) for number in range(60)))))
    assert (len(kinds), kinds[-1]["stage"], kinds[-1]["count"]) == (51, "other", 10)


def test_kinds_beyond_counting_are_all_among_the_others() -> None:
    kinds = rows_skipped(pupil(assessed("".join(row(year=f"X{number}") for number in range(6_000)))))
    assert (kinds[-1]["stage"], sum(int(str(kind["count"])) for kind in kinds)) == ("other", 6_000)


def test_a_key_is_told_at_forty_characters_at_most() -> None:
    (kind,) = rows_skipped(pupil(assessed(row(subject="S" * 10_000))))
    assert kind["subject"] == "S" * 40


def test_an_unknown_qualifier_is_told_and_the_row_read() -> None:
    file = read(
        ctf(pupil(assessed(row(qualifier="nl") + row("ENG", "WRI", qualifier="NL") + row("MAT", "MAT", qualifier=""))))
    )
    assert facts(file, ProblemKind.QUALIFIER_UNKNOWN) == [{"qualifier": "NL", "count": 2}]
    assert len(file.pupils[0].outcomes) == 3


def test_science_that_is_not_asked_for_is_counted_and_not_read() -> None:
    text = pupil(assessed(row() + row("SCI", "SCI")))
    assert rows_skipped(text, science=False) == [skipped(1, subject="SCI", component="SCI")]
    assert results(read(ctf(text), science=False).pupils[0]) == [("reading", "EXS")]


def test_the_stages_are_told_sorted_and_once() -> None:
    blocks = assessed(row(), "KS2") + assessed(rows(), "ks1") + assessed(row(), "EYF") + assessed("", "KS3")
    assert read(ctf(pupil(blocks), pupil())).stages == ("EYF", "KS1", "KS2")


def test_the_years_are_those_of_the_assessments_own_rows() -> None:
    held = row(year="2025") + row() + row(year="2024", **PHONICS) + row(year="2023", component="AT3")
    assert read(ctf(pupil(assessed(held)))).assessed_years == ("2025", "2026")


def test_the_collections_year_is_told_however_many_there_are() -> None:
    held = "".join(row(year=str(1900 + number)) for number in range(100)) + row()
    assert "2026" in read(ctf(pupil(assessed(held)))).assessed_years


def test_rows_written_alike_under_different_stages_differ() -> None:
    file = read(ctf(pupil(assessed(row()) + assessed(row(), "KS2"))))
    assert (results(file.pupils[0]), facts(file, ProblemKind.ROWS_SKIPPED)) == (
        [("reading", "EXS")],
        [skipped(1, stage="KS2")],
    )


def test_more_different_rows_than_are_remembered_are_all_read() -> None:
    record = read_pupil(pupil(assessed("".join(row(result=str(number)) for number in range(5_100)))))
    assert [outcome.text for outcome in record.outcomes] == [str(number) for number in range(5_100)]


def test_a_made_up_years_rows_are_read_by_its_own_framework(reading_2027: Reading) -> None:
    from muster.formats.ctf_reader import read_ctf

    file = read_ctf(ctf(pupil(assessed(row() + row(year="2027", result="GDS")))).encode(), "a.xml", "", reading_2027)
    assert results(file.pupils[0]) == [("reading", "GDS")]


@pytest.fixture
def reading_2027() -> Reading:
    from muster.framework import load_framework

    return Reading(framework=load_framework(2027))
