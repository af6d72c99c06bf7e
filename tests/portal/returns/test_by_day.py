"""How returns came in, told from the deadline: this year's beside the last one's."""

from datetime import timedelta

import pytest

from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.practice import Holds, Takes
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.pages.authority.progress.curve import curve_of
from muster.portal.returns.models import Confirmation, Return
from muster.portal.returns.reads.by_day import by_day, former_collection
from tests.portal.collected import Collected, acting, collect
from tests.portal.filed import ask_for_file
from tests.portal.returned import confirmed
from tests.portal.season import Season, Side


@pytest.fixture
def collected(season: Season) -> Collected:
    """Three schools asked; the first has confirmed on the deadline's twelfth day before."""
    found = collect(season)
    collecting.ask_schools(acting(season.officer), found.collection, [season.other_school, season.academy])
    confirmed(found)
    Confirmation.objects.update(at=found.collection.deadline - timedelta(days=12))
    return found


def scope_of(side: Side) -> Scope:
    return Scope(Level.AUTHORITY, side.authority.public_id)


def again(collected: Collected, days: int, withdrawn: bool = False) -> Confirmation:
    """The same return confirmed once more, so many days from the deadline."""
    first = Confirmation.objects.order_by("pk")[0]
    moment = collected.collection.deadline + timedelta(days=days)
    first.pk, first.receipt, first.public_id = None, f"MK8{days}", Confirmation().public_id
    first.at, first.withdrawn_at = moment, moment if withdrawn else None
    first.save(force_insert=True)
    return first


def last_year(collected: Collected) -> Collection:
    """Last year's collection with two schools, of which one confirmed two days late."""
    made = Collection.objects.get(pk=collected.collection.pk)
    made.pk, made.public_id, made.year, made.title = None, Collection().public_id, 2025, "Last year"
    for name in ("opens_at", "deadline", "closes_at", "opened_at"):
        setattr(made, name, getattr(made, name) - timedelta(days=364))
    made.save(force_insert=True)
    side = collected.side
    first, second = (
        Request.objects.create(
            authority=side.authority, collection=made, school=school, sent_at=made.opens_at, sent_by_name="Ada"
        )
        for school in (side.school, side.other_school)
    )
    assert first != second
    kept = Return.objects.create(authority=side.authority, request=second, school=second.school)
    old = again(collected, -300)
    Confirmation.objects.filter(pk=old.pk).update(school_return=kept, at=made.deadline + timedelta(days=2))
    return made


def test_days_are_told_from_the_deadline(season: Season, collected: Collected) -> None:
    found = by_day(scope_of(season), collected.collection)
    assert (found.asked, found.days, found.steps) == (3, {-12: 1}, ((-12, 1),))
    assert (found.until(-13), found.until(-12), found.until(0)) == (0, 1, 1)


def test_a_return_counts_once_from_its_first_confirmation_that_stands(season: Season, collected: Collected) -> None:
    again(collected, -3)
    assert by_day(scope_of(season), collected.collection).days == {-12: 1}
    Confirmation.objects.filter(receipt__startswith="MK7").update(withdrawn_at=clock.now())
    assert by_day(scope_of(season), collected.collection).days == {-3: 1}
    Confirmation.objects.update(withdrawn_at=clock.now())
    assert by_day(scope_of(season), collected.collection).days == {}


def test_last_years_is_laid_beside_by_its_own_deadline(season: Season, collected: Collected) -> None:
    assert former_collection(scope_of(season), collected.collection) is None
    made = last_year(collected)
    assert former_collection(scope_of(season), collected.collection) == made
    assert by_day(scope_of(season), made).days == {2: 1}
    shown = curve_of(scope_of(season), collected.collection)
    assert shown is not None
    assert [(row.beside, row.now, row.former) for row in shown.rows] == [
        ("2 days after", "", "1"),
        ("The deadline", "", "0"),
        ("12 days before", "", "0"),
        ("20 days before", "0", "0"),
    ]
    assert "2026: 1 of 3" in shown.drawing
    assert "2025: 1 of 2" in shown.drawing
    assert "on the same day before the deadline of 2025 it was 0" in shown.drawing


def test_before_the_first_is_confirmed_there_is_no_curve(season: Season) -> None:
    assert curve_of(scope_of(season), collect(season).collection) is None


def test_where_a_file_alone_is_asked_for_the_first_file_counts(season: Season) -> None:
    filed = ask_for_file(season)
    filed.send()
    filed.send(b"%PDF-1.7 another")
    found = by_day(scope_of(season), filed.collection)
    assert (found.asked, found.days) == (1, {-20: 1})
    assert former_collection(scope_of(season), filed.collection) is None


@pytest.mark.parametrize(
    ("now", "before", "is_former"),
    [
        (Holds.PHONICS, Holds.PHONICS, True),
        (Holds.PHONICS, Holds.EYFSP, False),
        (Holds.ANY, Holds.ANY, False),
    ],
)
def test_of_files_last_years_is_the_one_of_the_same_assessment(
    season: Season, now: Holds, before: Holds, is_former: bool
) -> None:
    older = ask_for_file(season, Takes.CTF, before).collection
    Collection.objects.filter(pk=older.pk).update(year=2025, title="Last year")
    filed = ask_for_file(season, Takes.CTF, now)
    assert (former_collection(scope_of(season), filed.collection) == older) is is_former


def test_the_twins_returns_are_not_among_them(season: Season, collected: Collected) -> None:
    twin = scope_of(season.twin)
    assert (by_day(twin, collected.collection).asked, by_day(twin, collected.collection).days) == (0, {})
