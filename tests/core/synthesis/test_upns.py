"""Made-up UPNs are right ones, and nobody's twice."""

from muster.formats.upn import check_letter, is_temporary, is_well_formed, la_number
from muster.framework import local_authorities
from muster.synthesis.upns import foreign_upn, numbered, own_upn, temporary_upn


def test_a_school_numbers_its_own_children() -> None:
    assert own_upn("330", "2999", 2023, 17) == "X330299923017"


def test_a_temporary_upn_ends_in_a_letter() -> None:
    upn = temporary_upn("330", "2999", 2023, 1)
    assert is_well_formed(upn)
    assert is_temporary(upn)
    assert upn[0] == check_letter(upn)


def test_upns_from_elsewhere_are_right_and_from_real_authorities() -> None:
    upns = [foreign_upn(school, 2023, serial) for school in range(0, 16_700, 611) for serial in range(60)]
    assert all(is_well_formed(upn) and upn[0] == check_letter(upn) for upn in upns)
    assert all(local_authorities().issued_upns(la_number(upn)) for upn in upns)


def test_no_two_children_from_elsewhere_share_a_upn() -> None:
    upns = [foreign_upn(school, 2023, serial) for school in range(400) for serial in range(130)]
    assert len(set(upns)) == len(upns)


def test_a_check_letter_is_put_before_the_rest() -> None:
    assert numbered("330299923018") == "L330299923018"
