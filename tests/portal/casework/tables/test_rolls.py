"""A roll from a table: what is wrong row by row, what it changes, and that the same again changes nothing."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from msgspec.structs import replace

from muster.formats.export import Sheet, xlsx_bytes
from muster.portal.casework.actions.tables import (
    OfRoll,
    choose_columns,
    discard_left,
    discard_table,
    load_table,
    take_table,
)
from muster.portal.collecting.actions import ask_schools
from muster.portal.foundation import clock
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.returns.actions import send_file
from muster.portal.returns.models import Return
from muster.portal.returns.staleness import due
from muster.portal.rolls.models import ColumnMapping, ExpectedPupil, RollLoad, SchoolRoll, TableKind, TableUpload
from tests.portal.casework.tables.loading import ROLL, csv_of, faults, load, read, roll_of
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, results_file, roll_entries
from tests.portal.season import CANARY, Season

ROLL_KIND = TableKind.ROLL


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def test_the_roll_that_is_there_already_changes_nothing_and_says_so(season: Season, collected: Collected) -> None:
    content = roll_of(collected.entries)
    first = load(season, ROLL_KIND, content, collected.collection)
    assert (first.counts["added"], first.counts["gone"]) == (0, 0)
    upload = read(season, ROLL_KIND, content, collected.collection)
    assert upload.preview["nothing"]
    revision = SchoolRoll.objects.get(school=season.school).revision
    load_table(acting(season.officer), upload, upload.revision)
    assert SchoolRoll.objects.get(school=season.school).revision == revision


def test_a_preview_says_what_the_load_then_does_and_changes_nothing(season: Season, collected: Collected) -> None:
    entries = [*collected.entries[1:], *roll_entries(season.other_school)[:1]]
    content = roll_of(entries, sen="K")
    loads = RollLoad.objects.count()
    upload = read(season, ROLL_KIND, content, collected.collection)
    assert RollLoad.objects.count() == loads
    assert upload.preview["counts"] | {"schools": 0} == {
        "pupils": 6, "schools": 0, "added": 1, "changed": 5, "unchanged": 0, "gone": 1,
    }  # fmt: skip
    done = load_table(acting(season.officer), upload, upload.revision)
    assert done.counts == upload.preview["counts"]
    assert [change.school for change in done.changes] == [season.school.name, season.other_school.name]
    assert ExpectedPupil.objects.filter(school=season.other_school).count() == 1


def test_the_file_goes_with_the_load(
    season: Season, collected: Collected, django_capture_on_commit_callbacks: object
) -> None:
    upload = read(season, ROLL_KIND, roll_of(collected.entries), collected.collection)
    name = upload.file
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        load_table(acting(season.officer), upload, upload.revision)
    assert not default_storage.exists(name)
    assert TableUpload.objects.get(pk=upload.pk).file == ""


def test_whatever_is_wrong_is_told_row_by_row(season: Season, collected: Collected) -> None:
    one = collected.entries[0]
    rows = [
        ["330", "9999", one.upn, "Ok", "Ada", "2018-10-02", "F", "2", "N"],
        ["330", "2001", "A1", "=HYPERLINK(1)", "Ben", "2018-10-02", "F", "2", "N"],
        ["330", "2001", "A2", "Ok", "Cleo", "03/25/2019", "F", "2", "often"],
        ["33", "x", "A3", "Ok", "Dev", "2018-10-02", "F", "2", "N"],
        ["330", "2001", "A4", "", "", "2099-10-02", "F", "2", "N"],
        ["330", "2001", "A5", "Ok", "Finn", "2018-10-02", "F", "2", "N"],
        ["330", "2002", "A5", "Okzqx", "Gus", "2018-10-03", "M", "2", "N"],
        ["330", "2001", "A5", "Ok", "Finn", "2018-10-02", "F", "1", "N"],
        ["330", "2001", "A6", "#REF!", "Hal", "2018-10-02", "F", "2", "N"],
    ]
    upload = read(season, ROLL_KIND, csv_of(ROLL, *rows), collected.collection)
    assert faults(upload) == [
        (2, "estab", "row_school_unknown"),
        (3, "surname", "row_formula"),
        (4, "dob", "row_month_first"),
        (4, "sen", "row_code"),
        (5, "estab", "row_number"),
        (6, "surname", "row_empty"),
        (6, "dob", "row_to_come"),
        (10, "surname", "row_spreadsheet_error"),
        (8, "upn", "row_upn_of_another"),
        (9, "upn", "row_pupil_twice"),
    ]
    assert CANARY not in repr(upload.preview)
    with pytest.raises(Refusal, match="table_has_faults"):
        load_table(acting(season.officer), upload, upload.revision)


def test_headings_once_more_and_empty_rows_are_left_out(season: Season, collected: Collected) -> None:
    lines = roll_of(collected.entries).splitlines()
    content = b"\r\n".join([b"Roll of the spring census", b"", lines[0], lines[0], b",,,", *lines[1:], lines[1]])
    upload = read(season, ROLL_KIND, content, collected.collection)
    assert faults(upload) == []
    assert upload.preview["left_out"] == {"left_out_headings": 1}
    assert [note[2] for note in upload.preview["notes"]] == ["note_repeated"]


def test_a_pupil_at_two_schools_is_told_and_expected_at_both(season: Season, collected: Collected) -> None:
    one = collected.entries[0]
    twice = roll_of([*collected.entries, replace(one, estab="2002")])
    upload = read(season, ROLL_KIND, twice, collected.collection)
    assert [note[2] for note in upload.preview["notes"]] == ["note_two_schools"]
    load_table(acting(season.officer), upload, upload.revision)
    assert ExpectedPupil.objects.filter(school=season.other_school).count() == 1


def test_a_workbook_of_a_school_without_la_or_by_urn_is_read_as_well(season: Season, collected: Collected) -> None:
    headings = ["School URN", "UPN", "Legal Surname", "First name", "Date of Birth"]
    rows = [["100001", one.upn, one.surname, one.forename, one.dob.isoformat()] for one in collected.entries if one.dob]
    content = xlsx_bytes([Sheet("Read me", ["Nothing"], []), Sheet("Roll", headings, rows)])
    upload = read(season, ROLL_KIND, content, collected.collection)
    assert upload.preview["counts"]["pupils"] == len(collected.entries)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "table_empty"),
        (b" \r\n ", "table_empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "table_old"),
        (b"PK\x03\x04 cut off", "table_damaged"),
        (bytes(range(256)) * 40_000, "table_damaged"),
        (b"330,2001,K330200125001,Ok,Ada\r\n" * 3, "table_without_headings"),
        (b"la,estab,upn,surname,forename\r\n", "table_without_rows"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(
    season: Season, collected: Collected, content: bytes, refusal: str
) -> None:
    roll = OfRoll(collected.collection, TAKEN_ON)
    with pytest.raises(Refusal, match=refusal):
        take_table(acting(season.officer), season.authority, ROLL_KIND, "a.csv", content, roll)
    assert not TableUpload.objects.exists()


def test_columns_are_chosen_whole_and_once_and_kept_for_the_next_table(season: Season, collected: Collected) -> None:
    content = csv_of(["Nr", "Code", "Fam", "Giv"], ["3302001", "A1", "Ok", "Ada"])
    officer = acting(season.officer)
    roll = OfRoll(collected.collection, TAKEN_ON)
    upload = take_table(officer, season.authority, ROLL_KIND, "a.csv", content, roll)
    with pytest.raises(Refusal, match="columns_missing"):
        choose_columns(officer, upload, 1, {"dfe": 0, "upn": 1})
    with pytest.raises(Refusal, match="column_twice"):
        choose_columns(officer, upload, 1, {"dfe": 0, "upn": 1, "surname": 2, "forename": 2})
    choose_columns(officer, upload, 1, {"dfe": 0, "upn": 1, "surname": 2, "forename": 3})
    assert ColumnMapping.objects.get().columns == {"dfe": "Nr", "upn": "Code", "surname": "Fam", "forename": "Giv"}
    with pytest.raises(Changed):
        choose_columns(officer, upload, 1, {"dfe": 0, "upn": 1, "surname": 2, "forename": 3})


def test_of_two_who_load_it_the_second_is_told_who_did(season: Season, collected: Collected) -> None:
    upload = read(season, ROLL_KIND, roll_of(collected.entries), collected.collection)
    load_table(acting(season.officer), upload, upload.revision)
    with pytest.raises(Changed) as told:
        load_table(acting(season.manager), upload, upload.revision)
    assert season.officer.name in told.value.sentence


def test_a_preview_that_no_longer_holds_is_not_loaded(season: Season, collected: Collected) -> None:
    upload = read(season, ROLL_KIND, roll_of(collected.entries[1:]), collected.collection)
    load(season, ROLL_KIND, roll_of(collected.entries[2:]), collected.collection)
    with pytest.raises(Refusal, match="table_changed_meanwhile"):
        load_table(acting(season.officer), upload, upload.revision)
    assert ExpectedPupil.objects.count() == len(collected.entries) - 2


def test_what_nobody_loads_is_thrown_away(season: Season, collected: Collected) -> None:
    one = read(season, ROLL_KIND, roll_of(collected.entries), collected.collection)
    discard_table(acting(season.officer), one, one.revision)
    read(season, ROLL_KIND, roll_of(collected.entries), collected.collection)
    assert discard_left() == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert discard_left() == 1
    assert not TableUpload.objects.exists()


def test_a_new_roll_makes_the_touched_schools_stale_and_no_other(season: Season, collected: Collected) -> None:
    """Answers given are kept, and nothing that was confirmed moves: `tests/portal/returns/test_rechecking.py`."""
    officer, others = acting(season.officer), roll_entries(season.other_school)
    entries = (*collected.entries, *(replace(one, upn="") for one in others))
    load(season, ROLL_KIND, roll_of(entries), collected.collection)
    asked = ask_schools(officer, collected.collection, [season.other_school]).requests[0]
    send_file(acting(season.other_head), asked, 1, "a.xml", results_file(others), new_key())
    collected.send()
    assert due(9) == []
    load(season, ROLL_KIND, roll_of([*entries[:-1], replace(entries[-1], sen="E")]), collected.collection)
    assert due(9) == [Return.objects.get(request=asked).public_id]
