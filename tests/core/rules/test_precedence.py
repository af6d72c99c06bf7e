"""Which finding wins: every line of the table of precedence is a test, which names the line."""

import pytest

from tests.core.rules.asking import answer, found, of, rules

NO_ROWS = {"reading": False, "writing": False, "maths": False, "science": False}
PHONICS = {"rows": [{"Subject": "PHO", "Method": "TT", "Component": "CHK", "Year": "2026", "Result": "34"}]}
CLEAN = "330299923"


def text(content: str) -> dict[str, object]:
    return {"form": "text", "text": content}


def big(content: str) -> dict[str, object]:
    return text(content) | {"made_by": "too_large"}


# Line "several of F01 to F04": only the first of the order.
@pytest.mark.parametrize(
    ("wins", "fields"),
    [
        ("F01", text("")),
        ("F01", text("\ufeff")),
        ("F03", big("%PDF-1.7")),
        ("F03", big("<!DOCTYPE html><html>")),
        ("F03", big("<CTfile>")),
        ("F03", {"made_by": "zip_of_many"}),
        ("F04", {"made_by": "zip_of_two"}),
        ("F02", text("%PDF-1.7 <!DOCTYPE CTfile [<!ENTITY a 'b'>]><CTfile>")),
        ("F02", text("<!DOCTYPE html><html><body><br></body>")),
        ("F03", text("<!DOCTYPE CTfile [<!ENTITY a 'b'>]><CTfile><Header></CTfile>")),
        ("F03", text("<!DOCTYPE ATfile><ATfile/>")),
        ("F03", text("<ATfile>" + "<a>" * 200 + "</a>" * 200 + "</ATfile>")),
        ("F01", text("<ATfile><Header></ATfile>")),
        ("F02", text("<ATfile><Header/></ATfile>")),
    ],
)
def test_several_of_f01_to_f04_only_the_first(wins: str, fields: dict[str, object]) -> None:
    result = answer(**fields, told={"school": "3302001", "receipts": "same"}, roll={}, history=[])
    assert rules(result) == [wins]
    assert (result.pupils, result.school, result.kind, result.verdict) == (0, None, None, "errors")


def test_f12_not_f06_f07_and_the_notes_of_the_header_stay() -> None:
    header = {"version": "21.0", "dest_la": "331", "academic_year": "2024", "created": "2025-06-01"}
    assert found(pupils=0, header=header, name="x.xml", told={"la": "330"}) == "F08 F09 F10 F11 F12 F16".split()


@pytest.mark.parametrize("faults", [NO_ROWS | PHONICS, {"year": "2025"}, {"upn": "", "dob": "", "reading": "XYZ"}])
def test_f05_nothing_on_pupils_runs(faults: dict[str, object]) -> None:
    told = {"school": "3302009", "receipts": "other"}
    assert found(told=told, change={"all": faults}, roll={"pupils": 9}, history=[]) == ["F05"]


def test_f05_no_name_upn_or_count_of_another_schools_children_is_in_the_answer() -> None:
    more = {"more": "<Address><PostCode>ZZ1</PostCode></Address>"}
    result = answer(
        told={"school": "3302009"}, pupils=57, change={"2": more | PHONICS, "3": NO_ROWS | {"nc_year": "1"}}
    )
    said = str(result).replace(result.sha256, "").replace("sha256", "")
    assert rules(result) == ["F05", "F13"]
    assert result.pupils == 0
    assert result.outcomes == {"reading": {}, "writing": {}, "maths": {}, "science": {}}
    for secret in ("zqxham", "Robin", CLEAN, "57", "56"):
        assert secret not in said.replace("Zqxford", "")


def test_f06_no_p_r_c_s() -> None:
    faults = NO_ROWS | {"upn": "", "sex": "U"}
    assert found(change={"all": faults}, pupils=12, roll={"pupils": 20}, history=[]) == ["F06"]


def test_f07_no_p_r_c_s() -> None:
    faults = {"year": "2025", "upn": "", "reading": "XYZ"}
    assert found(change={"all": faults}, pupils=12, roll={"pupils": 20}, history=[]) == ["F07", "F14"]


def test_f06_before_f07() -> None:
    assert found(change={"all": NO_ROWS | PHONICS}) == ["F06", "F14"]


def test_f07_explains_f11_and_f16_which_are_not_given_beside_it() -> None:
    header = {"created": "2025-06-12", "academic_year": "2024", "version": "21.0"}
    assert found(header=header, change={"all": {"year": "2025"}}) == ["F07", "F08", "F14"]


def test_f06_does_not_explain_f11_and_f16() -> None:
    result = answer(header={"created": "2025-06-12", "academic_year": "2024"}, change={"all": NO_ROWS})
    assert rules(result) == ["F06", "F11", "F16"]
    assert "right year" not in of("F16", result)[0].message


def test_f18_nothing_else_on_those_pupils_and_pupils_counts_those_kept() -> None:
    outside = NO_ROWS | {"nc_year": "1", "upn": "", "surname": "", "forename": "", "dob": "", "sex": "U"}
    result = answer(pupils=6, change={"5-6": outside | {"leaving_date": "2026-02-01"}}, roll={})
    assert rules(result) == ["F18"]
    assert result.pupils == 4


def test_f18_a_upn_shared_with_a_pupil_left_out_is_no_p05() -> None:
    assert found(pupils=[1, 2, 3, 4, 1], change={"5": NO_ROWS | {"nc_year": "1"}}) == ["F18"]


def test_p01_not_p02_to_p05_nor_p12() -> None:
    assert found(change={"1-2": {"upn": " "}}) == ["P01", "P01"]


def test_p01_the_pupil_is_told_by_name_and_line_and_upn_is_null() -> None:
    finding = of("P01", answer(change={"2": {"upn": ""}}))[0]
    assert (finding.upn, finding.pupil) == (None, "Robin Brozqxford")
    assert finding.line is not None
    assert finding.line > 20


def test_p01_cohort_matching_by_name_and_date_of_birth() -> None:
    assert found(change={"2": {"upn": ""}}, roll={}) == ["P01"]
    assert found(change={"2": {"upn": "", "dob": "2018-12-24"}}, roll={}) == ["P01", "C01", "C02"]


def test_p02_not_p03_p04_p12_and_p05_still() -> None:
    assert found(change={"1-2": {"upn": "z99929992301A4"}}) == ["P02", "P02", "P05", "P05"]


def test_p02_upn_is_the_text_as_read() -> None:
    finding = of("P02", answer(change={"1": {"upn": "  x330 29 "}}))[0]
    assert (finding.upn, finding.value) == ("x330 29", "x330 29")


def test_a_upn_that_is_well_formed_once_tidied_is_told_tidied() -> None:
    finding = of("P03", answer(change={"1": {"upn": "a330 2999 23017"}}))[0]
    assert finding.upn == "A330299923017"


def test_p08_not_p09() -> None:
    assert found(change={"1": {"dob": "2031-01-01"}}) == ["P08"]


def test_p09_and_p10_together_p10_alone() -> None:
    assert found(change={"1": {"dob": "2017-12-01", "nc_year": "3"}}) == ["P10"]


def test_a_blank_or_absent_outcome_is_r01_once_a_subject() -> None:
    result = answer(change={"1": {"reading": ["", ""], "writing": False, "maths": " "}})
    assert [(f.rule, f.subject) for f in result.findings] == [
        ("R01", "reading"),
        ("R01", "writing"),
        ("R01", "maths"),
    ]


def test_a_blank_beside_a_value_is_nothing() -> None:
    assert found(change={"1": {"reading": ["", "EXS"]}}) == []


WRONG = {"R03": "PK3", "R04": "2B", "R05": "104", "R02": "XYZ"}


@pytest.mark.parametrize(
    ("codes", "wins"),
    [
        (["R02", "R05", "R04", "R03"], "R03"),
        (["R02", "R05", "R04"], "R04"),
        (["R02", "R05"], "R05"),
        (["R02"], "R02"),
    ],
)
def test_r02_to_r05_one_of_them_in_the_order_r03_r04_r05_r02(codes: list[str], wins: str) -> None:
    rows = [WRONG[code] for code in codes]
    assert found(change={"1": {"science": rows}}) == [wins]
    assert found(change={"1": {"science": rows[::-1]}}) == [wins]


def test_r02_to_r05_not_also_r01() -> None:
    assert found(change={"1": {"reading": ["", "XYZ"]}}) == ["R02"]


@pytest.mark.parametrize("wrong", WRONG.values())
def test_r02_to_r05_the_subject_has_no_outcome_for_any_other_rule_or_count(wrong: str) -> None:
    science = [wrong.lower(), "A"] if wrong != "PK3" else [wrong.lower()]
    result = answer(change={"1": {"science": science, "reading": "PK1", "writing": "PK1", "maths": "PK1"}})
    assert [rule for rule in rules(result) if rule not in WRONG] == []
    assert sum(result.outcomes["science"].values()) == 3


def test_r06_compares_codes_the_framework_knows() -> None:
    assert found(change={"1": {"reading": ["EXS", "2B"]}}) == ["R04"]
    assert found(change={"1": {"reading": ["EXS", "GDS", "2B"]}}) == ["R04", "R06"]


def test_r06_within_one_pupil_element_neither_r01_nor_r07_and_no_outcome_is_used() -> None:
    result = answer(change={"1": {"reading": ["A", "A", "", "EXS"]}})
    assert rules(result) == ["R06"]
    assert sum(result.outcomes["reading"].values()) == 3


def test_a_pupil_listed_twice_is_p05_never_r06() -> None:
    assert found(pupils=[1, 2, 3, 4, 1], change={"5": {"reading": "WTS"}}) == ["P05", "P05"]


@pytest.mark.parametrize(
    ("codes", "wins"),
    [
        ({"reading": "EM", "writing": "GDS", "maths": "EXS"}, "R10"),
        ({"reading": "PK1", "writing": "GDS", "maths": "EXS"}, "R13"),
        ({"reading": "PK1", "writing": "PK2", "maths": "EXS"}, "R14"),
    ],
)
def test_r10_r13_r14_the_first_that_holds_once_a_pupil(codes: dict[str, str], wins: str) -> None:
    result = answer(change={"1": codes})
    assert rules(result) == [wins]
    assert result.findings[0].subject is None


def test_r03_in_science_not_r12() -> None:
    low = {"reading": "PK1", "writing": "PK1", "maths": "PK1"}
    assert found(change={"1": low | {"science": "GDS"}}) == ["R03"]
    assert found(change={"1": low | {"science": ["EXS", "GDS"]}}) == ["R03", "R06"]


def test_s02_not_s06_for_that_subject() -> None:
    change = {"all": {"reading": "GDS", "maths": "EXS"}, "1-15": {"maths": "GDS"}}
    result = answer(pupils=20, change=change)
    assert [(f.rule, f.subject) for f in result.findings] == [("S02", "reading"), ("S06", "maths")]


def test_c04_not_c01_c02() -> None:
    assert found(roll={"change": {"2": {"upn": "Z330299923091"}}}) == ["C04"]


def test_c05_not_c02() -> None:
    assert found(pupils=5, change={"5": {"entry_date": "2026-02-01"}}, roll={}) == ["C05"]


def test_f19_not_f05() -> None:
    assert found(told={"school": "3302007", "predecessors": ["3302001"]}) == ["F19"]


# Line "the same R01, R03 or R15 on more than half the pupils": one finding for the file.
@pytest.mark.parametrize(
    ("rule", "fault", "subject"),
    [
        ("R01", {"maths": ""}, "maths"),
        ("R03", {"maths": "HNM"}, "maths"),
        ("R15", {"date": "2024-06-01"}, None),
    ],
)
def test_on_more_than_half_the_pupils_one_finding_for_the_file(
    rule: str, fault: dict[str, str], subject: str | None
) -> None:
    half = answer(pupils=6, change={"1-3": fault})
    most = answer(pupils=6, change={"1-4": fault})
    assert len(of(rule, half)) == (12 if rule == "R15" else 3)
    assert [(f.rule, f.upn, f.pupil, f.subject, f.line) for f in most.findings] == [(rule, None, None, subject, None)]
    assert "4 of 6 pupils" in most.findings[0].message


def test_the_collapse_holds_in_a_file_of_one_pupil() -> None:
    assert [f.upn for f in answer(pupils=1, change={"1": {"maths": ""}}).findings] == [None]


def test_r03_in_science_counts_from_three_pupils_on() -> None:
    two = answer(pupils=2, change={"all": {"science": "PK1"}})
    three = answer(pupils=12, change={"1-3": {"science": "PK1"}})
    assert [f.upn is None for f in two.findings] == [False, False]
    assert [(f.rule, f.upn, f.subject) for f in three.findings] == [("R03", None, "science")]
    assert "3 of 12 pupils" in three.findings[0].message


def test_other_rules_stay_one_a_pupil() -> None:
    assert found(change={"all": {"reading": "XYZ"}}) == ["R02"] * 4


def test_subjects_collapse_one_by_one() -> None:
    result = answer(change={"1-3": {"reading": ""}, "1": {"maths": "", "science": ""}, "2-4": {"science": ""}})
    assert [(f.subject, f.pupil) for f in result.findings] == [
        ("reading", None),
        ("science", None),
        ("maths", "Alex Abzqxford"),
    ]
