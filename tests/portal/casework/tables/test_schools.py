"""Schools from a table: the register's export, what is left out, new numbers, mergers."""

from datetime import timedelta

import pytest

from muster.portal.foundation import clock
from muster.portal.organisations.models import Membership, Role, School, SignInName
from muster.portal.rolls.models import TableKind
from tests.portal.casework.tables.loading import csv_of, faults, load, read
from tests.portal.collected import collect
from tests.portal.season import Season

OURS = ("la", "estab", "urn", "name", "email", "trust", "predecessor_urn", "predecessor_la_estab", "closed")
REGISTER = (
    "URN", "LA (code)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (name)",
    "PhaseOfEducation (name)", "OpenDate", "CloseDate", "Trusts (name)",
)  # fmt: skip
SCHOOLS = TableKind.SCHOOLS


def known(season: Season) -> list[list[str]]:
    """The season's four schools, as they are."""
    return [
        [one.la, one.estab, one.urn, one.name, one.email, one.trust.name if one.trust else "", "", "", ""]
        for one in School.objects.filter(authority=season.authority).select_related("trust").order_by("urn")
    ]


def now(school: School) -> School:
    return School.objects.get(pk=school.pk)


def test_the_same_schools_change_nothing(season: Season) -> None:
    assert read(season, SCHOOLS, csv_of(OURS, *known(season))).preview["nothing"]


def test_the_registers_export_changes_what_it_has_and_keeps_the_rest(season: Season) -> None:
    rows = [
        ["100001", "330", "2001", "Beech Lane Infants", "Community school", "Primary", "01-09-1970", "", ""],
        ["140003", "330", "2003", "Dale Academy", "Academy converter", "Primary", "01-09-2024", "", "Elder Trust"],
        ["100003", "330", "2003", "Dale Primary", "Community school", "Primary", "", "31-08-2024", ""],
        ["100044", "330", "4001", "Northshire High", "Academy", "Secondary", "", "", ""],
        ["100045", "330", "2045", "Long Gone", "Community school", "Primary", "", "31-08-1999", ""],
        ["100046", "331", "2001", "Elsewhere", "Community school", "Primary", "", "", ""],
        ["100047", "330", "", "No school", "", "", "", "", ""],
        ["100048", "330", "2048", "Quite New Primary", "Free school", "Primary", "01-09-2025", "", ""],
    ]
    upload = read(season, SCHOOLS, csv_of(REGISTER, *rows))
    assert faults(upload) == []
    assert upload.preview["left_out"] == {
        "left_out_unnumbered": 1, "left_out_other_phase": 1, "left_out_other_authority": 1, "left_out_same_number": 1,
        "left_out_closed": 1,
    }  # fmt: skip
    done = load(season, SCHOOLS, csv_of(REGISTER, *rows))
    assert (done.counts["added"], done.counts["changed"]) == (1, 2)
    beech, dale = now(season.school), now(season.academy)
    assert (beech.name, beech.email) == ("Beech Lane Infants", "office@school1.example")
    assert (dale.urn, dale.trust.name if dale.trust else "") == ("140003", "Elder Trust")
    assert SignInName.objects.get(name="140003").person == season.executive_head


def test_rows_that_cannot_be_are_told(season: Season) -> None:
    rows = [
        ["330", "2050", "12", "New", "", "", "", "", ""],
        ["330", "2051", "100051", "", "nobody", "", "", "", ""],
        ["330", "2051", "100052", "Twice", "", "", "", "", "31/02/2024"],
        ["330", "2051", "100053", "Twice", "", "", "", "", ""],
    ]
    upload = read(season, SCHOOLS, csv_of(OURS, *rows))
    assert faults(upload) == [
        (4, "closed", "row_date"), (2, "urn", "row_urn"), (3, "name", "row_empty"), (3, "email", "row_address"),
        (5, "estab", "row_school_twice"),
    ]  # fmt: skip


@pytest.mark.parametrize("said", [["100001", ""], ["", "3302001"], ["100001", "330/2001"]])
def test_a_school_that_replaced_one_takes_all_of_it_over(season: Season, said: list[str]) -> None:
    rows = [["330", "4001", "140001", "Beech Academy", "", "", *said, ""], *known(season)[1:]]
    done = load(season, SCHOOLS, csv_of(OURS, *rows))
    assert (done.counts["added"], done.counts["changed"], done.counts["merged"]) == (0, 1, 0)
    beech = now(season.school)
    assert (beech.number, beech.predecessors) == ("3304001", ["3302001"])
    assert SignInName.objects.get(name="140001").person == season.head
    again = load(season, SCHOOLS, csv_of(OURS, *rows))
    assert again.is_nothing


def test_a_school_that_took_another_in_answers_for_both(season: Season) -> None:
    collected = collect(season)
    rows = known(season)
    rows[1][7] = "3302001"
    done = load(season, SCHOOLS, csv_of(OURS, *rows[1:]))
    assert done.counts["merged"] == 1
    gone, into = now(season.school), now(season.other_school)
    assert (gone.merged_into, gone.closed) == (into, clock.today())
    assert into.predecessors == ["3302001"]
    assert collected.collection.requests.get().school == into
    again = read(season, SCHOOLS, csv_of(OURS, *rows))
    assert (again.preview["nothing"], again.preview["left_out"]) == (True, {"left_out_merged": 1})


def test_two_that_became_one_are_both_merged_into_it(season: Season) -> None:
    new = ["330", "2009", "140009", "Beech and Canal", "", "", "", "3302001; 3302002", ""]
    done = load(season, SCHOOLS, csv_of(OURS, new, *known(season)[2:]))
    assert (done.counts["added"], done.counts["merged"]) == (1, 2)
    made = School.objects.get(urn="140009")
    roles = Membership.objects.filter(school=made, ended_at=None).values_list("role", flat=True)
    assert sorted(roles) == [Role.READER, Role.SENDER, Role.SENDER, Role.SENDER, Role.SENDER]
    assert made.head_changes.filter(state="asked").count() == 1


def test_a_school_that_closes_later_is_kept_as_open(season: Season) -> None:
    rows = known(season)
    rows[0][8] = (clock.today() + timedelta(days=200)).isoformat()
    assert load(season, SCHOOLS, csv_of(OURS, *rows)).counts["changed"] == 1
