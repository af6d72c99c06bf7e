"""People from a table: invited once, by their own addresses, with what is wrong row by row."""

from muster.portal.organisations.models import Membership, Role
from muster.portal.outbox.models import Mail
from muster.portal.rolls.models import TableKind
from tests.portal.casework.tables.loading import csv_of, faults, load, read
from tests.portal.season import Season

PEOPLE = ("Full name", "E-mail", "Role", "URN")
KIND = TableKind.PEOPLE


def test_people_are_invited_and_those_who_are_there_left_alone(season: Season) -> None:
    rows = [
        ["Sam New", "Sam@people.example", "May send", "100001"],
        ["Kim New", "kim@people.example", "deputy head", "100002"],
        ["Alex", season.reader.email, "may confirm", "100001"],
        ["Alex", season.head.email, "Headteacher", "100001"],
    ]
    upload = read(season, KIND, csv_of(PEOPLE, *rows))
    assert (upload.preview["counts"], Mail.objects.count()) == ({"added": 2, "unchanged": 2}, 0)
    assert [note[2] for note in upload.preview["notes"]] == ["note_other_role"]
    done = load(season, KIND, csv_of(PEOPLE, *rows))
    assert [change.school for change in done.changes] == ["Beech Lane Infant School", "Canal Street Primary School"]
    assert Membership.objects.get(person__email="kim@people.example").role == Role.SIGNER
    assert Membership.objects.get(person=season.reader).role == Role.READER
    assert Mail.objects.filter(to_address="sam@people.example").count() == 2
    assert load(season, KIND, csv_of(PEOPLE, *rows)).is_nothing


def test_a_head_is_named_where_there_is_none(season: Season) -> None:
    Membership.objects.filter(person=season.other_head).delete()
    load(season, KIND, csv_of(PEOPLE, ["Sam New", "sam@people.example", "head", "100002"]))
    assert Membership.objects.get(school=season.other_school).role == Role.HEAD


def test_rows_that_cannot_be_are_told(season: Season) -> None:
    rows = [
        ["", "sam@people.example", "may send", "100001"],
        ["Sam", "office@school1.example", "may confirm", "100001"],
        ["Sam", "nobody", "may send", "100001"],
        ["Sam", "sam@people.example", "caretaker", "100001"],
        ["Sam", "sam@people.example", "may send", "199999"],
        ["Sam", "kim@people.example", "may send", "100001"],
        ["Sam", "kim@people.example", "may read", "100001"],
        ["Sam", "lee@people.example", "head", "100001"],
    ]
    upload = read(season, KIND, csv_of(PEOPLE, *rows))
    assert faults(upload) == [
        (2, "name", "row_empty"), (3, "email", "row_address_shared"), (4, "email", "row_address"),
        (5, "role", "row_role"), (6, "estab", "row_school_of_person"), (8, "role", "row_person_twice"),
        (9, "role", "row_head_there"),
    ]  # fmt: skip
    assert not Mail.objects.exists()
