"""Pupils of two schools who are the same by UPN, former UPN, or name and date of birth."""

from datetime import date

from muster.likeness import Kind, find, find_exact
from tests.core.likeness.made_up import claim, said, upn


def kinds(*claims: object) -> list[str]:
    return [match.kind.value for match in find(claims)]  # type: ignore[arg-type]


def test_the_same_upn_is_the_same_child_whatever_the_name() -> None:
    one, other = claim("a", upn=upn(7)), claim("b", "2001", "Ben Hill", upn=upn(7), dob=date(2018, 1, 1), sex="M")
    assert said(one, other) == [("same_upn", ("upn_same", "names_differ", "born_differ", "sex_differs"))]


def test_spaces_and_small_letters_in_a_upn_do_not_matter() -> None:
    written = f" {upn(7)[:5].lower()} {upn(7)[5:]} "
    assert kinds(claim("a", upn=upn(7)), claim("b", "2001", "Ben Hill", upn=written)) == ["same_upn"]


def test_what_is_no_upn_is_nobodys() -> None:
    assert kinds(claim("a", upn="TBC"), claim("b", "2001", "Ben Hill", upn="TBC")) == []


def test_a_former_upn_is_found_from_either_side() -> None:
    old, new = claim("a", upn=upn(7)), claim("b", "2001", "Ben Hill", former_upn=upn(7))
    assert kinds(old, new) == kinds(new, old) == ["former_upn"]
    assert "upn_former" in find([old, new])[0].reasons


def test_two_who_had_the_same_upn_before_are_one_child() -> None:
    one, other = claim("a", former_upn=upn(7)), claim("b", "2001", "Ben Hill", former_upn=upn(7))
    ((kind, reasons),) = said(one, other)
    assert kind == "former_upn"
    assert "upn_both_former" in reasons


def test_the_same_name_and_birthday_under_two_lasting_upns_is_reported() -> None:
    one, other = claim("a", name="Zoe Okafor"), claim("b", "2001", "Zoe Okafor")
    assert said(one, other) == [("same_name", ("names_same", "born_same", "upn_two"))]


def test_the_same_name_without_a_upn_is_reported() -> None:
    one, other = claim("a", upn=""), claim("b", "2001", upn="")
    assert said(one, other) == [("same_name", ("names_same", "born_same", "upn_none"))]


def test_an_accent_or_a_space_is_said() -> None:
    one, other = claim("a", name="Zoe O'Hara"), claim("b", "2001", "Zoë OHARA")
    assert said(one, other) == [("same_name", ("surname_space", "forename_marks", "born_same", "upn_two"))]


def test_without_a_birthday_or_a_name_nobody_is_the_same() -> None:
    assert kinds(claim("a", dob=None), claim("b", "2001", dob=None)) == []
    assert kinds(claim("a", name=""), claim("b", "2001", "")) == []


def test_two_claims_of_one_school_are_not_compared() -> None:
    assert kinds(claim("a", upn=upn(7)), claim("b", upn=upn(7))) == []


def test_two_claims_are_matched_once_by_what_is_surest() -> None:
    one, other = claim("a", upn=upn(7), former_upn=upn(8)), claim("b", "2001", upn=upn(7), former_upn=upn(8))
    assert kinds(one, other) == ["same_upn"]


def test_three_schools_are_matched_with_each_other() -> None:
    three = [claim(key, school, upn=upn(7)) for key, school in (("a", "2000"), ("b", "2001"), ("c", "2002"))]
    assert [(match.first, match.second) for match in find(three)] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_upn_that_a_hundred_schools_send_matches_everybody_without_every_pair() -> None:
    claims = [claim(f"{school}", str(school), upn=upn(7)) for school in range(2000, 2100)]
    matches = find_exact(claims)
    assert {match.first for match in matches} | {match.second for match in matches} == {one.key for one in claims}
    assert len(matches) < 200


def test_the_surest_come_first() -> None:
    claims = [
        claim("a", name="Ann Ashby"), claim("b", "2001", "Ann Ashbi"),
        claim("c", name="Bo Ash", dob=date(2018, 2, 2)), claim("d", "2001", "Bo Ash", dob=date(2018, 2, 2)),
        claim("e", name="Cy Oak", upn=upn(9), dob=date(2018, 3, 3)),
        claim("f", "2001", "Di Elm", upn=upn(9), dob=date(2018, 4, 4)),
    ]  # fmt: skip
    assert [match.kind for match in find(claims)] == [Kind.SAME_UPN, Kind.SAME_NAME, Kind.NEAR_NAME]
    assert [match.kind for match in find_exact(claims)] == [Kind.SAME_UPN, Kind.SAME_NAME]
