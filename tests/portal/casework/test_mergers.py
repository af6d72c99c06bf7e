"""A school with a new number, and one merged into another: what goes along, what stays with whom."""

import pytest

from muster.formats.reference import SchoolRow
from muster.portal.casework.actions.mergers import merge_schools
from muster.portal.collecting.actions import ask_schools
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.organisations.actions.school_details import add_school, change_details, renumber
from muster.portal.organisations.models import HeadChange, Membership, Role, School, SignInName
from muster.portal.organisations.names import whose
from muster.portal.outbox.models import Mail
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.models import Finding, Return
from muster.portal.returns.staleness import due
from muster.portal.rolls.actions import load_history, load_roll
from muster.portal.rolls.models import ExpectedPupil, SchoolRoll
from muster.portal.rolls.reads import history_of, history_revision
from muster.records import HistoryRow, Roll
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, roll_entries
from tests.portal.returned import confirmed
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def merge(season: Season, seen: int | None = None) -> School:
    """The season's school merged into its other; the other as it is then."""
    gone, into = (School.objects.select_related("authority").get(pk=s.pk) for s in (season.school, season.other_school))
    merge_schools(acting(season.officer), gone, into, gone.revision if seen is None else seen, clock.today())
    return into


def roles_at(school: School) -> dict[str, str]:
    rows = Membership.objects.filter(school=school, ended_at=None).select_related("person")
    return {one.person.email: one.role for one in rows}


def row(**other: str) -> SchoolRow:
    return SchoolRow(**({"la": "330", "estab": "4001", "urn": "140001", "name": "Beech Academy"} | other))  # type: ignore[arg-type]


def test_a_new_number_takes_accounts_roll_and_returns_along(collected: Collected) -> None:
    collected.send()
    school = collected.school
    renumber(acting(collected.side.officer), school, 1, row())
    now = School.objects.get(pk=school.pk)
    assert (now.number, now.predecessors, now.name) == ("3304001", ["3302001"], "Beech Academy")
    assert whose("140001") == collected.side.head
    assert whose("100001") is None
    assert check_again(Request.objects.select_related("collection", "school", "authority").get(pk=collected.request.pk))
    assert "F19" in set(Finding.objects.values_list("rule", flat=True))


def test_a_number_or_a_revision_that_is_taken_is_refused(season: Season) -> None:
    officer = acting(season.officer)
    with pytest.raises(Refusal, match="school_known"):
        renumber(officer, season.school, 1, row(urn="100002"))
    with pytest.raises(Refusal, match="school_known"):
        add_school(officer, season.authority, row(estab="2001"))
    with pytest.raises(Refusal, match="school_details_wrong"):
        renumber(officer, School.objects.get(pk=season.school.pk), 1, row(urn="12"))
    change_details(officer, season.school, 1, {"mis": "SIMS"})
    with pytest.raises(Changed) as told:
        change_details(acting(season.manager), School.objects.get(pk=season.school.pk), 1, {"mis": "Arbor"})
    assert season.officer.name in told.value.sentence


def test_the_same_details_are_no_change(season: Season) -> None:
    given = {"trust": "Rowan Learning Trust", "email": "office@school3.example", "areas": []}
    assert change_details(acting(season.officer), season.academy, 1, given) is False
    assert School.objects.get(pk=season.academy.pk).revision == 1


def test_people_go_along_and_the_other_head_stays(season: Season) -> None:
    into = merge(season)
    assert roles_at(season.school) == {}
    assert roles_at(into) == {
        season.other_head.email: Role.HEAD, season.head.email: Role.SENDER, season.signer.email: Role.SENDER,
        season.sender.email: Role.SENDER, season.reader.email: Role.READER,
    }  # fmt: skip
    assert whose("100001") is None
    assert Mail.objects.filter(template="joined").count() == 4
    assert not HeadChange.objects.exists()


def test_where_there_is_no_head_the_one_of_the_merged_school_waits_to_be_approved(season: Season) -> None:
    Membership.objects.filter(person=season.other_head).delete()
    SignInName.objects.filter(school=season.other_school).update(person=None)
    into = merge(season)
    assert HeadChange.objects.get(state="asked").email == season.head.email
    assert HeadChange.objects.get().school == into


def test_what_was_asked_and_sent_goes_to_the_school_that_was_not_asked(season: Season, collected: Collected) -> None:
    collected.send()
    into = merge(season)
    request = Request.objects.get()
    kept = Return.objects.get()
    assert (request.school, kept.school, due(9)) == (into, into, [kept.public_id])
    assert ExpectedPupil.objects.filter(school=into).count() == len(collected.entries)
    assert check_again(Request.objects.select_related("collection", "school", "authority").get())


def test_where_both_were_asked_the_other_answers_for_both(season: Season, collected: Collected) -> None:
    entries = (*collected.entries, *roll_entries(season.other_school)[:2])
    load_roll(acting(season.officer), collected.collection, Roll(TAKEN_ON, entries))
    ask_schools(acting(season.officer), collected.collection, [season.other_school])
    into = merge(season)
    assert Request.objects.get(school=season.school).participation == Request.Participation.DECLINED
    assert Request.objects.get(school=into).participation == Request.Participation.ASKED
    assert ExpectedPupil.objects.filter(school=into).count() == len(collected.entries)
    assert SchoolRoll.objects.get(school=into).pupils == len(collected.entries)
    assert SchoolRoll.objects.get(school=season.school).pupils == 0


def test_what_was_confirmed_stays_with_the_school_that_signed(season: Season, collected: Collected) -> None:
    confirmed(collected)
    merge(season)
    assert Request.objects.get().school == season.school
    assert Request.objects.get().participation == Request.Participation.ASKED


def test_former_years_are_added_up_and_stay_each_schools_own(season: Season) -> None:
    officer = acting(season.officer)
    rows = [
        HistoryRow("330", "2001", 2025, "maths", 30, 20, 5), HistoryRow("330", "2002", 2025, "maths", 10, 9, 8),
        HistoryRow("330", "2001", 2024, "maths", 7, 6, 5),
    ]  # fmt: skip
    load_history(officer, season.authority, rows)
    into = merge(season)
    held = history_of(EVERYTHING, into)
    assert held is not None
    assert [(one.year, one.eligible, one.exs_plus, one.gds) for one in held.rows] == [
        (2024, 7, 6, 5), (2025, 40, 29, 13),
    ]  # fmt: skip
    assert history_revision(EVERYTHING, into) == 3
    again = load_history(officer, season.authority, rows)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)


def test_a_roll_that_names_the_merged_school_is_the_others(season: Season, collected: Collected) -> None:
    into = merge(season)
    load_roll(acting(season.officer), collected.collection, Roll(TAKEN_ON, collected.entries))
    assert ExpectedPupil.objects.filter(school=into).count() == len(collected.entries)


def test_of_two_who_merge_the_second_is_told(season: Season) -> None:
    merge(season)
    with pytest.raises(Refusal, match="school_merged_already"):
        merge(season)
    gone = School.objects.select_related("authority").get(pk=season.academy.pk)
    with pytest.raises(Refusal, match="school_merges_itself"):
        merge_schools(acting(season.officer), gone, gone, gone.revision, clock.today())
    with pytest.raises(Refusal, match="school_elsewhere"):
        merge_schools(acting(season.officer), gone, season.twin.school, gone.revision, clock.today())
    into = School.objects.get(pk=season.second_academy.pk)
    with pytest.raises(Changed):
        merge_schools(acting(season.officer), gone, into, gone.revision + 1, clock.today())
