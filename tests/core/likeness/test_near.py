"""Names that are near each other within a date of birth: what is taken for one child, and what is not."""

from datetime import date

import pytest

from muster.likeness import find, find_between
from tests.core.likeness.made_up import between, claim, upn


@pytest.mark.parametrize(
    ("name", "other", "reasons"),
    [
        ("Zoe Okafor", "Okafor Zoe", ("names_swapped",)),
        ("Zoe Hill-Okafor", "Zoe Okafor", ("surname_part", "forename_same")),
        ("Zoe Grace Okafor", "Zoe Okafor", ("surname_same", "forename_part")),
        ("Mohammed Dar", "Muhammad Dar", ("surname_same", "forename_sound")),
        ("Yusuf Qureshi", "Yusuf Kureshi", ("surname_sound", "forename_same")),
        ("Jurgen Müller", "Jurgen Mueller", ("surname_sound", "forename_same")),
        ("Ollie Okafor", "Oliver Okafor", ("surname_same", "forename_short")),
        ("Alex Okafor", "Alexander Okafor", ("surname_same", "forename_short")),
        ("Zoe Okafor", "Zoe Okafro", ("surname_letter", "forename_same")),
        ("Zoe Okafor", "Zoe Okfor", ("surname_letter", "forename_same")),
        ("Florence Hill", "Florense Hill", ("surname_same", "forename_sound")),
        ("Florence Hill", "Florencw Hill", ("surname_same", "forename_letter")),
        ("Zoe Ashbourne", "Zoe Ashbpirne", ("surname_letters", "forename_same")),
    ],
)
def test_a_name_written_otherwise_is_found_and_said_why(name: str, other: str, reasons: tuple[str, ...]) -> None:
    assert between(name, other) == [(*reasons, "upn_two")]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Zoe Okafor", "Ben Okafor"),
        ("Zoe Okafor", "Zoe Hill"),
        ("Hassan Ali", "Hussain Ali"),
        ("Ella Okafor", "Bella Okafor"),
        ("Jayden Hill", "Kayden Hill"),
        ("Ava Hill", "Eva Hill"),
        ("Muhammad Ali Dar", "Muhammad Usman Dar"),
        ("Zara Hill", "Sara Hill"),
        ("Ana de Souza", "Ana de Castro"),
        ("Oliver Hill", "Olivia Hill"),
        ("Maria Hill", "Mary Hill"),
        (" Okafor", "Zoe Okafor"),
    ],
)
def test_two_who_share_a_birthday_and_some_of_a_name_are_two(name: str, other: str) -> None:
    assert between(name, other) == []


def test_a_preferred_name_used_for_the_given_one_is_found() -> None:
    assert between("Zoe Okafor", "Wren Okafor", preferred_forename="Zoe") == [
        ("surname_same", "forename_preferred", "upn_two")
    ]
    assert between("Zoe Okafor", "Zoe Hill", preferred_surname="Okafor") == [
        ("surname_preferred", "forename_same", "upn_two")
    ]


def test_a_part_of_the_surname_may_be_left_out_and_a_particle_is_no_part() -> None:
    assert between("Zoe Castro", "Zoe", surname="de Souza Castro", forename="Zoe") == [
        ("surname_part", "forename_same", "upn_two")
    ]
    assert between("Zoe de", "Zoe", surname="de Castro", forename="Zoe") == []


def test_nobody_is_compared_across_birthdays() -> None:
    assert between("Zoe Okafor", "Zoe Okafr", dob=date(2018, 11, 4)) == []


def test_another_sex_is_another_child_unless_the_upn_is_mistyped() -> None:
    assert between("Muhammad Khan", "Mohammed Khan", sex="M") == []
    assert between("Muhammad Khan", "Mohammed Khan", sex="M", upn="") == []
    one = claim("a", name="Muhammad Khan")
    slip = claim("b", "2001", "Mohammed Khan", sex="M", upn=f"{one.upn[:-1]}{(int(one.upn[-1]) + 1) % 10}")
    (match,) = find([one, slip])
    assert match.reasons == ("surname_same", "forename_sound", "upn_near", "sex_differs")


def test_a_sex_that_is_not_known_says_nothing() -> None:
    assert between("Muhammad Khan", "Mohammed Khan", sex="") != []


@pytest.mark.parametrize(
    ("number", "reason"),
    [("", "upn_none"), ("TBC", "upn_wrong"), ("A330200123001", "upn_wrong"), ("T330200123A1B", "upn_wrong")],
)
def test_what_the_other_upn_is_worth_is_said(number: str, reason: str) -> None:
    assert between("Zoe Okafor", "Zoe Okafr", upn=number) == [("surname_letter", "forename_same", reason)]


def test_the_less_the_upns_say_the_more_the_names_may_differ() -> None:
    name, other = "Florence Ashbourne", "Florenxe Grace Ashbpirne"
    assert between(name, other) == []
    assert between("Florence Ashbourne", "Florence Grace Ashbpirne", upn="") != []


def test_right_numbers_next_to_each_other_are_twins_and_no_slip() -> None:
    twins = claim("a", name="Hana Dar", upn=upn(11)), claim("b", "2001", "Huma Dar", upn=upn(12))
    assert find(twins) == []


def test_two_names_that_people_have_are_no_slip_of_one() -> None:
    others = [
        claim(f"{forename}{serial}", "2002", f"{forename} Hill", dob=date(2018, 1, serial), upn=upn(serial, 2002))
        for serial in range(1, 4)
        for forename in ("Elina", "Elena")
    ]
    pair = [claim("a", name="Elina Dar"), claim("b", "2001", "Elena Dar")]
    assert len(find(pair)) == 1
    assert [match for match in find([*pair, *others]) if "a" in (match.first, match.second)] == []


def test_where_many_are_called_so_two_lasting_upns_are_two_children() -> None:
    others = [
        claim(f"k{day}", "2002", "Muhammad Khan", dob=date(2018, 1, day), upn=upn(day, 2002)) for day in range(1, 6)
    ]
    pair = [claim("a", name="Muhammad Khan"), claim("b", "2001", "Mohammed Khan")]
    assert len(find(pair)) == 1
    assert find([*pair, *others]) == []
    unnumbered = [pair[0], claim("b", "2001", "Mohammed Khan", upn="")]
    assert len(find([*unnumbered, *others])) == 1


def test_the_order_of_the_claims_changes_nothing_but_the_order_of_the_keys() -> None:
    claims = [claim("a", name="Zoe Okafor"), claim("b", "2001", "Zoe Okafr"), claim("c", "2002", "Okafor Zoe")]
    pairs = [{(frozenset((m.first, m.second)), m.reasons) for m in find(order)} for order in (claims, claims[::-1])]
    assert pairs[0] == pairs[1]
    assert len(pairs[0]) == 3


def test_an_arriving_return_is_matched_with_the_others_alone() -> None:
    arriving = [claim("a", "2000", "Zoe Okafor"), claim("b", "2000", "Ben Hill", upn=upn(5))]
    others = [
        claim("c", "2001", "Zoe Okafr"),
        claim("d", "2002", "Zoe Okafr", dob=date(2018, 1, 1)),
        claim("e", "2002", "Cy Elm", upn=upn(5)),
        claim("f", "2003", "Cy Elm"),
    ]
    found = [(match.first, match.second, match.kind.value) for match in find_between(arriving, others)]
    assert found == [("b", "e", "same_upn"), ("a", "c", "near_name")]
