"""Final reports made in runs: of accepted returns, only what changed, one run at a time."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.foundation import clock, files
from muster.portal.foundation.refusals import Refusal
from muster.portal.publishing import papers
from muster.portal.publishing.actions.runs import WORK, begin_run
from muster.portal.publishing.models import Run
from muster.portal.publishing.reads.office import ReportState, run_of
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from muster.reporting.content import Edition as For
from muster.reporting.papers import paper_of
from muster.reporting.papers import paper_pdf as set_pdf
from tests.portal.collected import TAKEN_ON, Collected, acting, collect
from tests.portal.publishing.given import FINAL, accepted_schools, finals, line, run, whole, work_off
from tests.portal.publishing.made import content
from tests.portal.returned import confirmed
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    """Accepted, without final reports."""
    return accepted_schools(season)[0]


def changed_roll(collected: Collected) -> None:
    """The roll says another thing of one pupil, so that reports would be others."""
    entries = (replace(collected.entries[0], sen="E"), *collected.entries[1:])
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))


def test_an_accepted_return_gets_three_final_reports(collected: Collected) -> None:
    made = run(collected)
    assert made.ended_at is not None
    assert {(one.kind, one.number, one.provisional) for one in finals(collected)} == {
        (kind, 1, False) for kind in FINAL
    }
    assert all(content(one).startswith(b"%PDF") for one in finals(collected))
    assert line(collected).state is ReportState.MADE


def test_the_paper_of_each_is_kept_and_says_what_it_is(collected: Collected) -> None:
    run(collected)
    kept = {one.kind: paper_of(files.get(one.authority.public_id, one.paper)) for one in finals(collected)}
    assert {kind: paper.edition for kind, paper in kept.items()} == {
        "summary": For.SCHOOL, "pupils": For.SCHOOL, "publication": For.PUBLICATION,
    }  # fmt: skip


def test_what_is_not_accepted_has_none(season: Season) -> None:
    collected = collect(season)
    confirmed(collected)
    with pytest.raises(Refusal, match="run_nothing"):
        begin_run(acting(season.officer), collected.collection)
    assert line(collected).state is ReportState.NOT_ACCEPTED


def test_run_again_nothing_is_made_that_would_be_the_same(collected: Collected) -> None:
    run(collected)
    run(collected)
    progress = run_of(whole(collected.side), collected.collection)
    assert progress is not None
    assert (progress.schools, progress.made, progress.unchanged, progress.is_done) == (1, 0, 1, True)
    assert len(finals(collected)) == len(FINAL)


def test_only_what_changed_is_made_anew_and_the_old_ones_stay(season: Season) -> None:
    first, second = accepted_schools(season, season.other_school)
    run(first)
    changed_roll(first)
    assert line(first).state is ReportState.OUT_OF_DATE
    before = [content(one) for one in finals(first)]
    run(first)
    assert [one.number for one in finals(first)] == [1, 1, 1, 2, 2, 2]
    assert [content(one) for one in finals(first)[:3]] == before
    assert len(finals(second)) == len(FINAL)


def test_only_schools_chosen_are_made(season: Season) -> None:
    first, second = accepted_schools(season, season.other_school)
    run(first, [second.request.public_id])
    assert (finals(first), len(finals(second))) == ([], len(FINAL))
    assert line(first).state is ReportState.TO_BE_MADE


def test_while_one_is_under_way_another_is_refused_and_says_whose(collected: Collected) -> None:
    begin_run(acting(collected.side.officer), collected.collection)
    with pytest.raises(Refusal) as refused:
        begin_run(acting(collected.side.manager), collected.collection)
    assert (refused.value.id, refused.value.facts["who"]) == ("run_under_way", collected.side.officer.name)
    assert Run.objects.count() == 1


def test_a_return_that_was_opened_again_meanwhile_is_left_out(collected: Collected) -> None:
    begin_run(acting(collected.side.officer), collected.collection)
    Return.objects.update(in_force=InForce.CONFIRMED)
    work_off(WORK)
    progress = run_of(whole(collected.side), collected.collection)
    assert progress is not None
    assert (progress.left_out, progress.made, progress.is_done) == (1, 0, True)
    assert finals(collected) == []


def test_one_that_cannot_be_made_is_said_and_the_rest_are_made(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = accepted_schools(season, season.other_school)

    with monkeypatch.context() as broken:
        broken.setattr(
            papers,
            "paper_pdf",
            lambda paper, at: set_pdf(paper, at) if paper.school != "Beech Lane Infant School" else 1 / 0,
        )
        begin_run(acting(season.officer), first.collection)
        for minutes in range(4):
            with clock.at(clock.now() + timedelta(minutes=10 * minutes)):
                work_off(WORK)
    progress = run_of(whole(season), first.collection)
    assert progress is not None
    assert (progress.made, progress.failed, progress.is_done) == (1, 1, True)
    assert line(first).state is ReportState.FAILED
    assert Event.objects.get(verb="reports.run_ended").facts["failed"] == 1
    run(first)
    assert line(first).state is ReportState.MADE
    assert len(finals(second)) == len(FINAL)


def test_another_authority_sees_no_run(collected: Collected, season: Season) -> None:
    run(collected)
    assert run_of(whole(season.twin), collected.collection) is None
