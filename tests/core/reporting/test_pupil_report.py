"""The pupil-level report: everybody, by name and by what they reached."""

from msgspec.structs import replace

from muster.measures import Group
from muster.reporting.content import pupil_report
from tests.core.reporting.made_up import cells, inputs, large, pupil, section, table

CLASS = (
    replace(pupil(1, "GDS GDS GDS EXS"), surname="Zeta"),
    replace(pupil(2, "EXS EXS WTS EXS", sen=Group.SEN_SUPPORT, disadvantage=Group.DISADVANTAGED), surname="alpha"),
    replace(pupil(3, "WTS WTS PK4 HNM", language=Group.EAL), surname="Beta"),
    replace(pupil(4, "L L L L"), surname="Gone"),
    replace(pupil(5, "WTS WTS WTS HNM"), surname="Delta"),
)


def test_everybody_stands_in_it_by_name_whatever_the_capitals() -> None:
    everyone = table(pupil_report(inputs(CLASS)), "everyone", "everyone")
    assert [row.head for row in everyone.rows] == ["alpha, Jo", "Beta, Jo", "Delta, Jo", "Gone, Jo", "Zeta, Jo"]


def test_characteristics_and_outcomes_stand_beside_a_name() -> None:
    everyone = table(pupil_report(inputs(CLASS)), "everyone", "everyone")
    assert cells(everyone, "alpha, Jo") == ["", "", "K", "Yes", "", "", "", "", "EXS", "EXS", "WTS", "EXS"]


def test_pupils_are_put_together_by_what_they_reached() -> None:
    reached = section(pupil_report(inputs(CLASS)), "reached")
    assert [part.key for part in reached.parts] == ["higher", "reached_2", "none", "low", "left"]


def test_every_pupil_is_in_one_of_the_groups_once() -> None:
    given = large()
    parts = section(pupil_report(given), "reached").parts
    heads = [row.head for part in parts for row in getattr(part, "rows", ())]
    assert sorted(heads) == sorted(f"{one.surname}, {one.forename}" for one in given.pupils)


def test_it_begins_with_what_its_own_codes_and_short_heads_mean() -> None:
    key = pupil_report(inputs(CLASS)).sections[0]
    told = [point.partition(":")[0] for point in key.points]
    assert told == ["GDS", "EXS", "WTS", "PK4", "HNM", "L", "K", "Disadv.", "EAL", "Joined", "GLD", "Phonics"]


def test_it_is_marked_for_named_staff_alone() -> None:
    assert pupil_report(large()).marks == ("Personal data: for the named staff of the school alone",)


def test_without_pupils_it_says_so() -> None:
    assert section(pupil_report(inputs(())), "everyone").parts == ()
