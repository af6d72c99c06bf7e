"""What an answer holds: what is kept of a pupil, what is counted, in which order, and what the settings change."""

import msgspec
import pytest
from msgspec.structs import replace

from muster.records import PupilRecord, Severity
from muster.rules import catalogue
from tests.conformance.running import answers_of
from tests.core.rules.asking import answer, found, named, of, rules, view

KEPT = set(
    "line upn former_upn surname forename preferred_surname preferred_forename dob dob_text sex nc_year enrol_status"
    " entry_date leaving_date outcomes".split()
)


def test_kept_of_a_pupil_is_what_the_checking_rules_list() -> None:
    assert {field.name for field in msgspec.structs.fields(PupilRecord)} == KEPT


def test_what_is_not_kept_is_nowhere_in_the_return() -> None:
    secret = "<Address><Street>Secretzqxstreet</Street></Address><Contacts><Contact>Secretzqx</Contact></Contacts>"
    given = view(change={"1": {"more": secret}})
    assert "Secretzqx" not in str(given.file)


def test_every_line_names_the_ruleset() -> None:
    assert answer().ruleset == "ks1-2026.1"


def test_the_file_is_named_as_it_was_given_and_a_member_follows_an_exclamation_mark() -> None:
    assert answer(name="folder/x.xml").file == "folder/x.xml"
    assert answer(name="b.xml", made_by="zip_of_one").file == "b.xml!b.xml"


def test_sha256_is_of_the_bytes_received() -> None:
    plain, packed = answer(), answer(made_by="zip_of_one")
    assert plain.sha256 != packed.sha256
    assert plain.outcomes == packed.outcomes


def test_outcomes_count_accepted_codes_a_d_l_q_too_and_no_zeros() -> None:
    change = {"1": {"reading": "A"}, "2": {"reading": "D"}, "3": {"reading": "L"}, "4": {"reading": "Q"}}
    result = answer(change=change)
    assert result.outcomes["reading"] == {"A": 1, "D": 1, "L": 1, "Q": 1}
    assert list(result.outcomes) == ["reading", "writing", "maths", "science"]


def test_the_codes_are_counted_in_the_frameworks_order() -> None:
    codes = ["Q", "L", "D", "A", "EM", "PK1", "PK2", "PK3", "PK4", "WTS", "EXS", "GDS"]
    change = {str(place): {"reading": code} for place, code in enumerate(codes, start=1)}
    result = answer(pupils=12, change=change)
    assert list(result.outcomes["reading"]) == "GDS EXS WTS PK4 PK3 PK2 PK1 EM A D L Q".split()


def test_a_pupil_listed_twice_counts_once_if_equal_else_not() -> None:
    result = answer(pupils=[1, 2, 1, 2, 1], change={"all": {"maths": "WTS"}, "4": {"maths": "EXS"}})
    assert result.pupils == 5
    assert result.outcomes["maths"] == {"WTS": 1}


def test_a_pupil_listed_three_times_with_one_that_differs_does_not_count() -> None:
    result = answer(pupils=[1, 1, 1], change={"all": {"maths": "WTS"}, "2": {"maths": "EXS"}})
    assert result.outcomes["maths"] == {}


def test_a_pupil_listed_twice_with_a_blank_beside_a_value_does_not_count() -> None:
    result = answer(pupils=[1, 1, 2, 3], change={"all": {"maths": "WTS"}, "2": {"maths": ""}})
    assert result.outcomes["maths"] == {"WTS": 2}


def test_who_stayed_is_each_child_once_at_its_first_entry_without_who_left_in_any() -> None:
    change = {"all": {"maths": "WTS"}, "4": {"leaving_date": "2026-02-13"}}
    given = view(pupils=[1, 2, 3, 1, 2], change=change)
    assert list(given.stayed) == [1, 2]
    assert [codes["maths"] for codes in given.cohort] == ["WTS", "WTS"]


def test_pupils_without_a_upn_are_not_one_child() -> None:
    result = answer(change={"all": {"upn": "", "maths": "WTS"}})
    assert result.outcomes["maths"] == {"WTS": 4}


def test_a_upn_that_is_a_small_number_is_nobody_elses() -> None:
    result = answer(change={"2": {"upn": ""}, "3": {"upn": "1"}, "all": {"maths": "WTS"}})
    assert result.outcomes["maths"] == {"WTS": 4}


def test_null_lines_come_first() -> None:
    change = {"3": {"upn": ""}, "1": {"upn": "", "science": ""}, "2-4": {"science": ""}, "4": {"maths": ""}}
    result = answer(change=change, roll={"pupils": 6})
    for rule in dict.fromkeys(rules(result)):
        lines = [finding.line for finding in of(rule, result)]
        assert lines == sorted(lines, key=lambda line: line or 0)
    assert [(f.rule, f.line is None) for f in result.findings if f.rule in ("R01", "C01")] == [
        ("R01", True),
        ("R01", False),
        ("C01", True),
        ("C01", True),
    ]


def test_findings_follow_the_catalogues_order() -> None:
    change = {"1": {"upn": "", "reading": "XYZ", "maths": ""}, "2": {"sex": "U", "science": "PK1"}}
    result = answer(name="x.xml", pupils=5, change=change, roll={"pupils": 4}, header={"version": "20.0"})
    assert rules(result) == ["F08", "F09", "P01", "P11", "R01", "R02", "R03", "C02"]
    assert rules(result) == sorted(rules(result), key=list(catalogue()).index)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "clear"),
        ({"1": {"reading": "exs"}}, "clear"),
        ({"1": {"reading": "A"}}, "queries"),
        ({"1": {"reading": "A", "maths": ""}}, "errors"),
    ],
)
def test_the_verdict_looks_at_severities(change: dict[str, object], verdict: str) -> None:
    assert answer(change=change).verdict == verdict


def test_a_softened_query_is_a_note() -> None:
    result = answer(change={"1": {"reading": "A"}}, told={"softened": {"R08": "note"}})
    assert [f.severity for f in result.findings] == [Severity.NOTE]
    assert result.verdict == "clear"


def test_a_query_switched_off_is_not_given() -> None:
    result = answer(change={"1": {"reading": "A"}}, told={"softened": {"R08": "off"}})
    assert (rules(result), result.verdict) == ([], "clear")


@pytest.mark.parametrize(
    ("rule", "change"), [("R01", {"1": {"reading": ""}}), ("R08", {"1": {"reading": "A"}}), ("P01", {"1": {"upn": ""}})]
)
def test_what_is_waived_is_a_note_and_leaves_the_verdict(rule: str, change: dict[str, object]) -> None:
    result = answer(change=change, told={"softened": {rule: "waived"}})
    assert [finding.severity for finding in result.findings if finding.rule == rule] == [Severity.NOTE]
    assert result.verdict == "clear"


@pytest.mark.parametrize(("rule", "change"), [("P01", {"1": {"upn": ""}}), ("R16", {"1": {"reading": "exs"}})])
@pytest.mark.parametrize("setting", ["note", "off"])
def test_only_queries_can_be_softened(rule: str, change: dict[str, object], setting: str) -> None:
    result = answer(change=change, told={"softened": {rule: setting}})
    assert [f.severity for f in result.findings] == [catalogue()[rule].severity]


def test_a_softened_rule_that_is_off_waits_for_nothing() -> None:
    assert "C01" not in answer(told={"softened": {"C01": "off"}}).waiting["roll"]


def test_rules_without_what_they_need_do_not_run_and_the_answer_says_so() -> None:
    waiting = answer().waiting
    needs = {rule.needs for rule in catalogue().values()} - {""}
    assert waiting == {need: tuple(rule.id for rule in catalogue().values() if rule.needs == need) for need in waiting}
    assert set(waiting) == needs


@pytest.mark.parametrize(
    ("need", "given"),
    [
        ("school", {"told": {"school": "3302001"}}),
        ("receipts", {"told": {"receipts": "other"}}),
        ("roll", {"roll": {}}),
        ("history", {"history": []}),
    ],
)
def test_what_is_given_is_not_waited_for(need: str, given: dict[str, object]) -> None:
    assert set(answer(**given).waiting) == {"school", "receipts", "roll", "history", "returns"} - {need}


def test_a_file_that_cannot_be_read_waits_for_nothing() -> None:
    assert answer(form="text", text="").waiting == {}


def test_science_not_asked_for_is_not_read_not_counted_and_has_no_key() -> None:
    result = answer(told={"science": False}, change={"all": {"science": "PK9"}}, pupils=45)
    assert list(result.outcomes) == ["reading", "writing", "maths"]
    assert rules(result) == ["F14"]


def test_the_school_is_the_submitter_with_what_the_file_knows_of_it() -> None:
    school = answer(told={"school": "3302001"}, header={"urn": "100001"}).school
    assert school is not None
    assert (school.number, school.urn, school.name) == ("3302001", "100001", "Zqxford Primary School")


def test_the_school_is_the_files_own_where_nobody_submits() -> None:
    school = answer(header={"urn": "XXXXXX", "school": False}).school
    assert school is not None
    assert (school.number, school.urn, school.name) == ("3302001", None, None)


def test_a_file_that_names_no_school_has_none() -> None:
    assert answer(header={"estab": "LLLL"}).school is None


def test_a_table_of_another_urn_is_another_schools() -> None:
    told = {"school": "3302001", "school_urn": "100001"}
    columns = ["URN", "UPN", "Surname", "Forename", "Date of birth", "Sex", "Reading", "Writing", "Maths", "Science"]
    table = {"form": "csv", "name": "results.csv", "columns": columns, "told": told}
    assert found(**table, change={"all": {"URN": "100002"}}) == ["F05"]
    assert found(**table, change={"all": {"URN": "100001"}}) == []


def test_a_table_of_another_number_is_another_schools() -> None:
    columns = ["LA", "Estab", "UPN", "Surname", "Forename", "Date of birth", "Sex", "Reading", "Writing", "Maths"]
    table = {"form": "csv", "name": "results.csv", "columns": columns, "told": {"school": "3302001", "science": False}}
    assert found(**table, change={"all": {"LA": "330", "Estab": "2002"}}) == ["F05"]
    assert found(**table, change={"all": {"LA": "330", "Estab": "2001"}}) == []


QUERIES = [rule.id for rule in catalogue().values() if rule.severity is Severity.QUERY]


@pytest.mark.parametrize("rule", QUERIES)
@pytest.mark.parametrize(("setting", "severities"), [("note", {Severity.NOTE}), ("off", set())])
def test_every_query_rule_can_be_made_a_note_or_off(rule: str, setting: str, severities: set[Severity]) -> None:
    example = named(f"{rule}-fails-1").case
    softened = replace(example, told=example.told | {"softened": {rule: setting}})
    assert {f.severity for result in answers_of(softened) for f in of(rule, result)} == severities
