"""Correcting on screen: what is typed waits, and becomes one new version that changes nothing else."""

from datetime import date, timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.returns.actions.correcting import CellWish, check_and_keep, write_cells
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.models import Cell, Correction, Finding, Result, Return, Version
from muster.portal.returns.reads.worksheets import waiting
from muster.portal.returns.sealing import opened
from muster.records import PupilRecord
from tests.portal.collected import CODES, Collected, acting, collect, results_file, upn
from tests.portal.returns.correcting_by_hand import keep, newest, records, scope_of, sheet, wish, write
from tests.portal.season import Season

pytestmark = pytest.mark.django_db
WITHOUT_MATHS = {1: {"maths": ""}}


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send(results_file(found.entries, WITHOUT_MATHS))
    return found


def changes_of(version: Version) -> list[tuple[str, str, str]]:
    vault = vault_of(version.authority.public_id)
    rows = Correction.objects.filter(version=version).order_by("pk")
    return [(row.field, *opened(row, "change", row.sealed, tuple[str, str], vault)) for row in rows]


def test_what_is_typed_waits_and_changes_nothing(collected: Collected) -> None:
    before = newest(collected)
    write(collected, wish(collected, 1, "maths", "exs"))
    assert [one.value for one in sheet(collected).cells.values()] == ["EXS"]
    assert (newest(collected), collected.school_return().revision) == (before, 2)
    assert collected.school_return().draft == Draft.NEEDS_ATTENTION


def test_checked_and_kept_it_is_a_version_that_says_what_changed_and_by_whom(collected: Collected) -> None:
    first = newest(collected)
    write(collected, wish(collected, 1, "maths", "EXS"))
    made = keep(collected)
    assert (made.origin, made.base, made.number, made.made_by_name) == ("screen", first, 2, collected.side.head.name)
    assert changes_of(made) == [("maths", "", "EXS")]
    assert [row.by_name for row in Correction.objects.all()] == [collected.side.head.name]
    assert (newest(collected), collected.school_return().draft) == (made, Draft.READY)
    assert Finding.objects.filter(version=made).count() == 0
    assert not Cell.objects.exists()


def test_the_version_before_stays_as_it_was(collected: Collected) -> None:
    first, before = newest(collected), records(newest(collected))
    write(collected, wish(collected, 1, "maths", "EXS"))
    keep(collected)
    assert records(first) == before
    assert Finding.objects.filter(version=first).count() == 1


ALONE = [*product(("reading", "writing", "maths", "science"), ("EXS", "A")), ("reading", "PK2"), ("science", "HNM")]


@pytest.mark.parametrize(("subject", "code"), ALONE)
def test_each_cell_alone_gives_exactly_that_outcome_and_nothing_else(season: Season, subject: str, code: str) -> None:
    """Pupil by pupil: what was typed is there, and every other record and outcome is as it was."""
    collected = collect(season)
    collected.send()
    before = records(newest(collected))
    write(collected, *(wish(collected, place, subject, code) for place in range(len(CODES))))
    keep(collected)
    after = records(newest(collected))
    assert [_outcomes(one) for one in after] == [_outcomes(one) | {subject: code} for one in before]
    assert [replace(one, outcomes=()) for one in after] == [replace(one, outcomes=()) for one in before]
    rows = Result.objects.filter(version=newest(collected)).order_by("place")
    assert [getattr(row, subject) for row in rows] == [code] * len(before)


def _outcomes(record: PupilRecord) -> dict[str, str]:
    assert len({row.subject for row in record.outcomes}) == len(record.outcomes)
    return {row.subject: row.text for row in record.outcomes}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("upn", f" {upn(77)[:4].lower()} {upn(77)[4:]}", upn(77)),
        ("surname", "  Newzqxname ", "Newzqxname"),
        ("forename", "Zoë-Anne", "Zoë-Anne"),
        ("dob", "14/3/2019", date(2019, 3, 14)),
        ("sex", "female", "F"),
        ("nc_year", "2", "2"),
    ],
)
def test_who_a_pupil_is_can_be_put_right(collected: Collected, field: str, typed: str, kept: object) -> None:
    before = records(newest(collected))
    write(collected, wish(collected, 0, field, typed), wish(collected, 1, "maths", "EXS"))
    keep(collected)
    after = records(newest(collected))
    assert getattr(after[0], field) == kept
    assert after[2:] == before[2:]


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("maths", "HNM", "cell_code_unknown"),
        ("maths", "", "cell_code_unknown"),
        ("science", "GDS", "cell_code_unknown"),
        ("reading", "<script>", "cell_code_unknown"),
        ("upn", "A33020012500", "cell_upn_malformed"),
        ("upn", "A330299923017", "cell_upn_letter"),
        ("surname", "", "cell_name_missing"),
        ("surname", "x" * 101, "cell_name_wrong"),
        ("forename", "a\0b", "cell_name_wrong"),
        ("dob", "31/02/2019", "cell_date_wrong"),
        ("dob", "43538", "cell_date_wrong"),
        ("dob", "2999-01-01", "cell_date_future"),
        ("sex", "X", "cell_sex_wrong"),
        ("nc_year", "99", "cell_nc_year_wrong"),
        ("leave_out", "no", "cell_leave_out_wrong"),
        ("sealed", "x", "pupil_not_there"),
        ("outcomes", "x", "pupil_not_there"),
    ],
)
def test_what_no_field_takes_is_refused(collected: Collected, field: str, value: str, refusal: str) -> None:
    with pytest.raises(Refusal) as refused:
        write(collected, wish(collected, 1, "maths", "EXS"), wish(collected, 1, field, value))
    assert refused.value.id == refusal
    assert refused.value.sentence
    assert not Cell.objects.exists()


@pytest.mark.parametrize(("child", "nth"), [("aaaabbbbccccdddd", 0), (None, 1), (None, -1)])
def test_a_pupil_who_is_not_there_is_refused(collected: Collected, child: str | None, nth: int) -> None:
    known = wish(collected, 1, "maths", "EXS").child
    with pytest.raises(Refusal, match="pupil_not_there"):
        write(collected, CellWish(child or known, nth, "maths", "EXS"))


def test_another_schools_pupil_is_refused(collected: Collected, season: Season) -> None:
    theirs = collect(season.twin)
    theirs.send()
    with pytest.raises(Refusal, match="pupil_not_there"):
        write(collected, wish(theirs, 1, "maths", "EXS"))


def test_a_pupil_is_taken_out(collected: Collected) -> None:
    write(collected, wish(collected, 1, "leave_out", "yes"), wish(collected, 1, "maths", "GDS"))
    made = keep(collected)
    assert made.pupils == 5
    assert changes_of(made) == [("leave_out", "", "yes")]


def test_all_pupils_are_not_taken_out(collected: Collected) -> None:
    write(collected, *(wish(collected, place, "leave_out", "yes") for place in range(6)))
    with pytest.raises(Refusal, match="no_pupils_left"):
        keep(collected)
    assert Version.objects.count() == 1


def test_what_was_typed_is_taken_back(collected: Collected) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    write(collected, wish(collected, 1, "maths", None))
    assert not Cell.objects.exists()
    with pytest.raises(Refusal, match="nothing_typed"):
        keep(collected)


def test_what_is_so_already_is_no_change(collected: Collected) -> None:
    write(collected, wish(collected, 0, "reading", "GDS"))
    with pytest.raises(Refusal, match="nothing_typed"):
        keep(collected)


def test_a_child_listed_twice_is_told_by_entry(season: Season) -> None:
    collected = collect(season)
    collected.send(_twice(collected))
    write(collected, wish(collected, 1, "leave_out", "yes"))
    keep(collected)
    assert newest(collected).pupils == 6


def _twice(collected: Collected) -> bytes:
    """The file with its first pupil listed twice, one after the other."""
    content = results_file(collected.entries)
    end = content.index(b"</Pupil>") + len(b"</Pupil>")
    start = content.index(b"<Pupil>")
    return content[:end] + content[start:end] + content[end:]


def test_whoever_types_second_is_told_who_was_first(collected: Collected) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    with pytest.raises(Changed) as changed:
        write(collected, wish(collected, 2, "maths", "EXS"), seen=1)
    assert changed.value.facts["who"] == collected.side.head.name
    assert Cell.objects.count() == 1


def test_whoever_keeps_second_is_told(collected: Collected) -> None:
    seen = collected.school_return().revision
    write(collected, wish(collected, 1, "maths", "EXS"))
    keep(collected)
    write(collected, wish(collected, 2, "maths", "GDS"))
    with pytest.raises(Changed):
        keep(collected, seen)


def test_two_peoples_cells_become_one_version_and_keep_their_names(collected: Collected, season: Season) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    write_cells(acting(season.sender), collected.request, 2, [wish(collected, 2, "maths", "GDS")])
    made = keep(collected)
    assert [row.by_name for row in Correction.objects.order_by("pk")] == [season.head.name, season.sender.name]
    assert made.made_by_name == season.head.name


def test_a_new_file_keeps_what_was_typed(collected: Collected) -> None:
    write(collected, wish(collected, 1, "maths", "GDS"), wish(collected, 2, "maths", "GDS"))
    collected.send(results_file(collected.entries, WITHOUT_MATHS, without=(2,)))
    found = waiting(scope_of(collected), collected.school_return())
    assert (found.number, found.elsewhere) == (2, 1)
    made = keep(collected)
    assert changes_of(made) == [("maths", "", "GDS")]
    assert not Cell.objects.exists()


@pytest.mark.parametrize("state", ["accepted", "declined", "closed", "nothing sent"])
def test_where_nothing_may_be_corrected_nothing_is_typed(collected: Collected, state: str) -> None:
    wanted = wish(collected, 1, "maths", "EXS")
    write(collected, wanted)
    now, revision = clock.now(), collected.school_return().revision
    if state == "accepted":
        Return.objects.update(in_force=InForce.ACCEPTED, draft=Draft.NONE, confirmed=newest(collected), newest=None)
    elif state == "declined":
        Request.objects.update(participation="declined")
    elif state == "closed":
        now += timedelta(days=90)
    else:
        Return.objects.update(newest=None, draft=Draft.NONE)
    request = Request.objects.select_related("collection__authority", "school", "authority").get()
    with clock.at(now):
        with pytest.raises(Refusal):
            write_cells(acting(collected.side.head), request, 2, [wanted])
        with pytest.raises(Refusal):
            check_and_keep(acting(collected.side.head), request, revision)
    assert Version.objects.count() == 1


def test_a_correction_of_what_is_confirmed_waits_beside_it(collected: Collected) -> None:
    first = newest(collected)
    Return.objects.update(in_force=InForce.CONFIRMED, draft=Draft.NONE, confirmed=first, newest=None)
    child, nth = wish_of(collected, first)
    write(collected, CellWish(child, nth, "maths", "EXS"))
    made = keep(collected)
    found = collected.school_return()
    assert (found.confirmed, found.newest, found.in_force) == (first, made, InForce.CONFIRMED)


def wish_of(collected: Collected, version: Version) -> tuple[str, int]:
    return Result.objects.get(version=version, place=1).child.public_id, 0


def test_the_trail_says_how_many_and_not_who(collected: Collected) -> None:
    write(collected, wish(collected, 0, "surname", "Otherzqxname"), wish(collected, 1, "maths", "EXS"))
    keep(collected)
    facts = Event.objects.get(verb="return.corrected").facts
    assert (facts["changes"], facts["version"], facts["draft"]) == (2, 2, "ready")
    assert "zqx" not in str(list(Event.objects.values_list("facts", flat=True)))
