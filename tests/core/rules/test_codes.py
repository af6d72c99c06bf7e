"""Every code, and every authority's number, that the published table names is what the table says of it."""

import pytest

from muster.framework import local_authorities
from tests.conformance.children import with_letter
from tests.core.rules.asking import answer, found, of

SCALED = "GDS EXS WTS PK4 PK3 PK2 PK1 EM".split()
WITHDRAWN = "BLW PKF PKE PKG NOTSEN P1 P2 P3 P4 P5 P6 P7 P8 P1i P1ii P2i P2ii P3i P3ii W 1 2 2A 2B 2C 3 4".split()
ELSEWHERE = "PK5 PK6 N B M F P U NS AS H J X Z NAA Wa Wt WA WT 0 5 21 85 104 115 12.5".split()
UNKNOWN = "XYZ GSD EXC PK PK0 P9 P4i 2D 5B -1 1/2 EXS+ É GDS. ?".split()
SUBJECTS = ("reading", "writing", "maths", "science")


def wrong_code_rules(code: str, subject: str) -> list[str]:
    """Which of R02 to R05 speak of a code in a subject."""
    return [rule for rule in found(change={"2": {subject: code}}) if rule in ("R02", "R03", "R04", "R05")]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("code", WITHDRAWN)
def test_a_withdrawn_code_is_r04(code: str, subject: str) -> None:
    assert wrong_code_rules(code, subject) == ["R04"]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("code", ELSEWHERE)
def test_a_code_of_another_assessment_is_r05(code: str, subject: str) -> None:
    assert wrong_code_rules(code, subject) == ["R05"]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("code", UNKNOWN)
def test_a_code_that_no_framework_knows_is_r02(code: str, subject: str) -> None:
    assert wrong_code_rules(code, subject) == ["R02"]


@pytest.mark.parametrize("subject", SUBJECTS[:3])
@pytest.mark.parametrize("code", [*SCALED, "A", "D", "L", "Q"])
def test_a_code_of_reading_writing_and_maths_is_accepted(code: str, subject: str) -> None:
    assert wrong_code_rules(code, subject) == []
    assert answer(change={"2": {subject: code}}).outcomes[subject][code] >= 1


@pytest.mark.parametrize("code", ["EXS", "HNM", "A", "D", "L", "Q"])
def test_a_code_of_science_is_accepted(code: str) -> None:
    assert wrong_code_rules(code, "science") == []


@pytest.mark.parametrize("subject", SUBJECTS[:3])
def test_hnm_outside_science_is_r03(subject: str) -> None:
    assert wrong_code_rules("HNM", subject) == ["R03"]


@pytest.mark.parametrize(("code", "instead"), [("GDS", "EXS"), *((code, "HNM") for code in SCALED[2:])])
def test_a_code_of_the_scale_in_science_is_r03_and_what_to_use_is_said(code: str, instead: str) -> None:
    (finding,) = of("R03", answer(change={"2": {"science": code}}))
    assert finding.facts == {"code": code, "instead": instead}
    assert instead in finding.advice


@pytest.mark.parametrize("code", [code for code in WITHDRAWN if code.startswith("P")])
def test_what_replaced_a_withdrawn_code_is_said(code: str) -> None:
    (finding,) = of("R04", answer(change={"2": {"reading": code}}))
    assert str(finding.facts["instead"]) in finding.advice
    assert finding.facts["code"] == code.upper()


def upn_under(number: str) -> str:
    return with_letter(f"{number}299923017")


def test_there_are_153_authorities_today() -> None:
    assert len(local_authorities().current) == 153


@pytest.mark.parametrize("number", ["201", "330", "420", "838", "839", "940", "941", "942", "943"])
def test_a_upn_of_an_authority_of_today_is_no_p12(number: str) -> None:
    assert found(change={"1": {"upn": upn_under(number)}}) == []


@pytest.mark.parametrize("number", ["820", "835", "836", "837", "875", "909", "928"])
def test_a_upn_of_an_abolished_authority_is_no_p12(number: str) -> None:
    assert found(change={"1": {"upn": upn_under(number)}}) == []


@pytest.mark.parametrize("number", ["001", "005", "660", "681", "701", "702", "704", "705", "706", "707", "708"])
def test_a_upn_of_a_pseudo_number_or_of_wales_is_no_p12(number: str) -> None:
    assert found(change={"1": {"upn": upn_under(number)}}) == []


@pytest.mark.parametrize("number", ["000", "006", "200", "337", "659", "682", "700", "709", "999"])
def test_a_upn_of_a_number_that_no_authority_had_is_p12(number: str) -> None:
    assert found(change={"1": {"upn": upn_under(number)}}) == ["P12"]
