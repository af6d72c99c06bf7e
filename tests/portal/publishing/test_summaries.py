"""Reports of several schools: of accepted results, made once, kept, and the same as an independent count."""

from collections.abc import Callable

import pytest
from django.db import connection

from muster.portal.audit.models import Event
from muster.portal.collecting.actions import ask_schools
from muster.portal.collecting.practice import Benchmarks, Practice, Trusts
from muster.portal.foundation import leases, work
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import NOBODY, Level, Scope
from muster.portal.organisations.actions.sharing import share_results, stop_sharing
from muster.portal.organisations.models import School
from muster.portal.publishing.actions import summaries as actions
from muster.portal.publishing.models import CollectionBuild
from muster.portal.publishing.of_schools import scope_of_trust
from muster.portal.publishing.reads.editions import Making
from muster.portal.publishing.reads.summaries import paper_of_summary, pdf_of_summary, summaries_of, summary_at
from muster.portal.pupils.actions import protect
from muster.portal.returns.models import Return, StruckClaim
from muster.portal.rolls.actions import load_roll
from muster.records import Roll
from tests.core.reporting.made_up import cells, section, table, texts
from tests.portal.benchmarks.test_comparing import five_accepted, more_schools
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, roll_entries
from tests.portal.publishing.several import Kind, make_summary, newest_build, paper_in, summaries
from tests.portal.returned import accepted
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

_COUNTED = """
    select count(*), sum(case when r.reading in ('EXS', 'GDS') then 1 else 0 end),
        sum(case when r.maths = 'GDS' then 1 else 0 end),
        sum(case when r.reading in ('EXS', 'GDS') and r.writing in ('EXS', 'GDS') and r.maths in ('EXS', 'GDS')
            then 1 else 0 end)
    from returns_result r join returns_return t on t.confirmed_id = r.version_id
        join collecting_request q on q.id = t.request_id
    where q.collection_id = %s and t.in_force = 'accepted'
        and 'L' not in (r.reading, r.writing, r.maths, r.science)
"""


@pytest.fixture
def collected(season: Season) -> Collected:
    """Six schools asked, five of them accepted, the sixth confirmed."""
    return five_accepted(season)


@pytest.fixture
def academy(season: Season) -> Collected:
    """The trust's academy, which has confirmed its results."""
    return _academy(season)


def _academy(season: Season, practice: Practice | None = None) -> Collected:
    found = collect(season, practice, season.academy)
    found.send(by=season.executive_head)
    confirmed(found)
    return found


def eyes(season: Season) -> Scope:
    return Scope(Level.AUTHORITY, season.authority.public_id)


@pytest.mark.on_every_database
def test_its_figures_are_those_of_an_independent_count(season: Season, collected: Collected) -> None:
    authority, _ = make_summary(season.officer, collected.collection)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [collected.collection.pk])
        eligible, reading, maths, combined = cursor.fetchone()
    schools = table(paper_in(authority), "schools", "schools")
    (row,) = (one for one in schools.rows if one.head == season.authority.name)
    pupils, reading_exs, _, _, _, _, maths_gds, _, all_exs, _ = row.cells
    assert eligible == pupils.number == 30
    shares = [one.share for one in (reading_exs, maths_gds, all_exs)]
    assert [(one.part, one.whole) for one in shares if one] == [(n, eligible) for n in (reading, maths, combined)]


def test_it_says_who_is_in_it_and_who_is_not(season: Season, collected: Collected) -> None:
    authority, _ = make_summary(season.officer, collected.collection)
    points = section(paper_in(authority), "short").points
    assert points[0].startswith("6 schools asked. The figures here are of 5 whose results Northshire has accepted")
    assert "1 confirmed, not accepted yet" in points[0]
    assert points[1].startswith("30 pupils are counted. The roll expects 36")
    missing = table(paper_in(authority), "missing", "missing")
    assert [(row.head, row.cells[0].shown) for row in missing.rows] == [("School 3005", "Confirmed, not accepted yet")]


def test_two_editions_are_kept_and_name_nobody(season: Season, collected: Collected) -> None:
    made = make_summary(season.officer, collected.collection)
    assert [(one.kind, one.number) for one in made] == [(Kind.AUTHORITY, 1), (Kind.PUBLICATION, 1)]
    assert {one.name for one in made} == {
        "KS1 2026 authority summary Northshire.pdf",
        "KS1 2026 authority summary for publication Northshire.pdf",
    }
    assert all(pdf_of_summary(eyes(season), one).startswith(b"%PDF") for one in made)
    assert not any(CANARY in text for one in made for text in texts(paper_in(one)))


def test_the_edition_for_publication_hides_small_numbers(season: Season, collected: Collected) -> None:
    _, publication = make_summary(season.officer, collected.collection)
    schools = table(paper_in(publication), "schools", "schools")
    assert not [cell for row in schools.rows for cell in row.cells if cell.number in (1, 2)]
    assert "–" in cells(schools, "School 3001")


def test_a_pupil_who_counts_elsewhere_is_not_counted(season: Season, collected: Collected) -> None:
    held = Return.objects.get(request=collected.request)
    row = held.confirmed.results.order_by("place").first() if held.confirmed else None
    assert row is not None
    StruckClaim.objects.create(authority=held.authority, school_return=held, child=row.child)
    authority, _ = make_summary(season.officer, collected.collection)
    assert section(paper_in(authority), "short").points[1].startswith("29 pupils")


def test_what_is_published_tells_no_school_that_a_protected_pupil_is_counted_elsewhere(
    season: Season, collected: Collected
) -> None:
    held = Return.objects.get(request=collected.request)
    row = held.confirmed.results.order_by("place").first() if held.confirmed else None
    assert row is not None
    StruckClaim.objects.create(authority=held.authority, school_return=held, child=row.child)
    make_summary(season.officer, collected.collection)
    protect(acting(season.officer), row.child, row.child.revision)
    *_, authority, public = make_summary(season.officer, collected.collection)
    assert [one.number for one in (authority, public)] == [2, 2]
    assert section(paper_in(authority), "short").points[1].startswith("29 pupils")
    assert section(paper_in(public), "short").points[1].startswith("30 pupils")


def test_where_nothing_changed_none_is_made_and_the_page_can_say_so(season: Season, collected: Collected) -> None:
    make_summary(season.officer, collected.collection)
    assert len(make_summary(season.officer, collected.collection)) == 2
    assert summaries_of(eyes(season), collected.collection).unchanged


def test_what_changed_makes_the_next_number_and_the_earlier_ones_stay(season: Season, collected: Collected) -> None:
    first = make_summary(season.officer, collected.collection)
    School.objects.filter(pk=season.school.pk).update(name="Birch Lane Infant School")
    make_summary(season.officer, collected.collection)
    found = summaries_of(eyes(season), collected.collection)
    assert [one.number for one in found.newest] == [2, 2]
    assert [one.pk for one in found.earlier] == [one.pk for one in first]


def test_a_summary_that_is_being_made_is_not_asked_for_twice(season: Season, collected: Collected) -> None:
    one = actions.ask_for_summary(acting(season.officer), collected.collection)
    assert actions.ask_for_summary(acting(season.officer), collected.collection).pk == one.pk
    assert summaries_of(eyes(season), collected.collection).making is Making.UNDER_WAY
    assert Event.objects.filter(verb="summary.asked").count() == 1


def test_without_accepted_results_there_is_nothing_to_make(season: Season) -> None:
    collected = collect(season)
    with pytest.raises(Refusal) as refused:
        actions.ask_for_summary(acting(season.officer), collected.collection)
    assert "nothing to make a report of" in refused.value.sentence


def test_a_worker_that_died_is_followed_by_another(season: Season, collected: Collected) -> None:
    build = actions.ask_for_summary(acting(season.officer), collected.collection)
    (row,) = leases.take(CollectionBuild.objects.filter(pk=build.pk))
    assert work.do(actions.WORK, build.public_id)  # in the first one's hands
    assert summaries(collected.collection) == []
    CollectionBuild.objects.filter(pk=row.pk).update(lease_until=row.made_at)
    assert work.do(actions.WORK, build.public_id)
    assert len(summaries(collected.collection)) == 2


def test_what_fails_three_times_is_told_and_can_be_asked_for_again(
    season: Season, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = actions.ask_for_summary(acting(season.officer), collected.collection)
    monkeypatch.setattr(actions, "authority_summary", _failing)
    for _ in range(3):
        CollectionBuild.objects.filter(pk=build.pk).update(not_before=build.made_at)
        work.do(actions.WORK, build.public_id)
    assert summaries_of(eyes(season), collected.collection).making is Making.FAILED
    assert summaries(collected.collection) == []
    monkeypatch.undo()
    assert len(make_summary(season.officer, collected.collection)) == 2


def _failing(*_: object) -> None:
    raise OSError("no room")


def test_no_school_and_no_other_authority_sees_it(season: Season, collected: Collected) -> None:
    authority, _ = make_summary(season.officer, collected.collection)
    own = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.school.public_id}))
    twin = Scope(Level.AUTHORITY, season.twin.authority.public_id)
    for scope in (own, twin, NOBODY):
        assert summaries_of(scope, collected.collection).editions == ()
        assert summary_at(scope, collected.collection, authority.public_id) is None
        with pytest.raises(LookupError):
            paper_of_summary(scope, authority)


@pytest.mark.on_every_database
def test_a_trusts_report_has_its_schools_as_soon_as_they_confirm(season: Season, academy: Collected) -> None:
    (made,) = make_summary(season.trust_viewer, academy.collection, season.trust)
    assert (made.kind, made.number, made.urns) == (Kind.TRUST, 1, [season.academy.urn])
    schools = table(paper_in(made), "schools", "schools")
    assert cells(schools, season.academy.name)[:2] == ["6 few", "4 of 6"]


def test_what_others_let_the_trust_see_stands_apart_for_as_long_as_they_do(season: Season, academy: Collected) -> None:
    beside = collect_there(academy)
    shared = share_results(acting(season.head), season.school, season.trust)
    (made,) = make_summary(season.trust_lead, academy.collection, season.trust)
    others = table(paper_in(made), "schools", "others")
    assert [row.head for row in others.rows] == [beside.school.name]
    scope = scope_of_trust(season.trust)
    assert summary_at(scope, academy.collection, made.public_id, season.trust) is not None
    stop_sharing(acting(season.head), shared)
    assert summary_at(scope, academy.collection, made.public_id, season.trust) is None


def collect_there(academy: Collected) -> Collected:
    """Beech Lane, asked in the same collection, and accepted."""
    side, officer = academy.side, acting(academy.side.officer)
    entries = roll_entries(side.school)
    load_roll(officer, academy.collection, Roll(TAKEN_ON, entries), only_schools_named=True)
    (request,) = ask_schools(officer, academy.collection, [side.school]).requests
    found = Collected(side, academy.collection, request, entries)
    accepted(found)
    return found


def test_a_school_that_left_the_trust_takes_the_reports_with_it(season: Season, academy: Collected) -> None:
    (made,) = make_summary(season.trust_lead, academy.collection, season.trust)
    School.objects.filter(pk=season.academy.pk).update(trust=None)
    scope = scope_of_trust(season.trust)
    assert summary_at(scope, academy.collection, made.public_id, season.trust) is None


def test_where_trusts_see_no_results_there_is_no_report(season: Season) -> None:
    academy = _academy(season, Practice(trusts=Trusts.PROGRESS))
    with pytest.raises(Refusal):
        actions.ask_for_summary(acting(season.trust_lead), academy.collection, season.trust)
    assert summaries_of(scope_of_trust(season.trust), academy.collection, season.trust).editions == ()


def test_another_trust_sees_nothing(season: Season, academy: Collected) -> None:
    (made,) = make_summary(season.trust_lead, academy.collection, season.trust)
    twin = scope_of_trust(season.twin.trust)
    assert summary_at(twin, academy.collection, made.public_id, season.trust) is None
    one = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.academy.public_id}))
    assert summaries_of(one, academy.collection, season.trust).editions == ()


@pytest.mark.parametrize(("switch", "shown"), [(Benchmarks.SCHOOLS, True), (Benchmarks.AUTHORITY, False)])
def test_the_authoritys_figures_stand_beside_a_trusts_only_where_they_are_open(
    season: Season, switch: Benchmarks, shown: bool
) -> None:
    academy = _academy(season, Practice(benchmarks=switch))
    for one in more_schools(academy, 5):
        accepted(one)
    (made,) = make_summary(season.trust_lead, academy.collection, season.trust)
    heads = [row.head for row in table(paper_in(made), "schools", "schools").rows]
    assert heads[:2] == [season.academy.name, season.trust.name]
    assert (season.authority.name in heads) is shown


@pytest.mark.parametrize(("own", "shown"), [(2, True), (3, False)])
def test_the_authoritys_figures_are_withheld_from_a_trust_that_could_subtract_all_but_few_schools(
    season: Season, own: int, shown: bool
) -> None:
    academy = _academy(season, Practice(benchmarks=Benchmarks.SCHOOLS))
    others = more_schools(academy, 7)
    for one in others:
        accepted(one)
    School.objects.filter(pk__in=[one.school.pk for one in others[:own]]).update(trust=season.trust)
    (made,) = make_summary(season.trust_lead, academy.collection, season.trust)
    standards = table(paper_in(made), "standards", "standards")
    assert (season.authority.name in standards.columns) is shown
    assert any("fewer than 5 schools" in note for note in standards.notes) is not shown


def test_the_number_of_queries_does_not_grow_with_the_reports(
    season: Season, collected: Collected, django_assert_max_num_queries: Callable[..., object]
) -> None:
    make_summary(season.officer, collected.collection)
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        summaries_of(eyes(season), collected.collection)
    assert newest_build().unchanged is False
