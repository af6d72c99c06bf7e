"""What other schools' returns add to an answer, and what they answer in it."""

import pytest

from muster.records import CheckResult, Severity
from muster.rules import FULL_FINDINGS, with_other_schools
from muster.rules.cross_school import SentElsewhere, SharedPupil
from tests.conformance.running import answers_of
from tests.core.rules.asking import answer, case, rules

OTHER = {"name": "3302002_KS1_330LLLL_001.xml", "header": {"estab": "2002", "school": "Otherzqx Infants"}}


def shared(line: int | None, *, upn: str = "X330299923017", same_upn: bool = True, same: bool = True) -> SharedPupil:
    return SharedPupil(upn=upn, who=f"Pupil {line}", line=line, same_upn=same_upn, same_outcomes=same)


def missing(number: int) -> SentElsewhere:
    return SentElsewhere(upn=f"UPN{number}", who=f"Pupil {number}")


def crossed(result: CheckResult, *matches: SharedPupil, gone: tuple[SentElsewhere, ...] = ()) -> CheckResult:
    return with_other_schools(result, matches, gone, {})


def test_a_finding_tells_the_pupil_and_the_line_of_this_return() -> None:
    (finding,) = crossed(answer(), shared(57)).findings
    assert (finding.rule, finding.upn, finding.pupil, finding.line) == ("X01", "X330299923017", "Pupil 57", 57)
    assert finding.message == "Another school has also sent Pupil 57, with the same outcomes."


def test_nothing_names_the_other_school() -> None:
    first, second = answers_of(case(other=OTHER | {"pupils": [1, 5, 6, 7]}))
    assert "3302002" not in str(first.findings) + str(first.waiting)
    assert "Otherzqx" not in str(first.findings)
    assert "3302001" not in str(second.findings)
    assert all(finding.facts == {} for finding in (*first.findings, *second.findings))


def test_findings_between_schools_stand_last_by_rule_and_line() -> None:
    result = crossed(
        answer(change={"1": {"upn": ""}}),
        shared(90),
        shared(20),
        shared(None),
        shared(30, same=False),
        shared(10, same_upn=False),
        gone=(missing(1),),
    )
    assert [(f.rule, f.line) for f in result.findings[1:]] == [
        ("X01", None),
        ("X01", 20),
        ("X01", 90),
        ("X02", 30),
        ("X03", 10),
        ("X04", None),
    ]


def test_a_table_speaks_of_rows() -> None:
    nameless = SharedPupil(upn=None, who=None, line=7, same_upn=False, same_outcomes=False)
    table = answer(form="csv", name="results.csv")
    assert "the pupil in row 7" in crossed(table, nameless).findings[0].message
    assert "the pupil in line 7" in crossed(answer(), nameless).findings[0].message


def test_the_returns_are_waited_for_no_more_and_everything_else_as_before() -> None:
    before = answer()
    after = crossed(before)
    assert before.waiting["returns"] == ("X01", "X02", "X03", "X04")
    assert after.waiting == {need: ids for need, ids in before.waiting.items() if need != "returns"}


@pytest.mark.parametrize(
    ("softened", "severities", "verdict"),
    [
        ({}, [Severity.QUERY], "queries"),
        ({"X01": "note"}, [Severity.NOTE], "clear"),
        ({"X01": "off"}, [], "clear"),
    ],
)
def test_the_verdict_is_settled_anew(softened: dict[str, str], severities: list[Severity], verdict: str) -> None:
    result = with_other_schools(answer(), [shared(20)], [], softened)
    assert [finding.severity for finding in result.findings] == severities
    assert result.verdict == verdict


def test_an_answer_without_a_match_stays_but_for_what_it_waits_for() -> None:
    before = answer(change={"1": {"upn": ""}, "2": {"reading": "A"}})
    after = crossed(before)
    assert (after.findings, after.left_out, after.verdict) == (before.findings, before.left_out, "errors")


def test_a_pupil_sent_elsewhere_is_not_also_missing() -> None:
    before = answer(roll={"pupils": 6})
    gone = SentElsewhere(upn=before.findings[0].upn, who=before.findings[0].pupil)
    after = crossed(before, gone=(gone,))
    assert rules(after) == ["C01", "X04"]
    assert after.findings[0] == before.findings[1]
    assert after.left_out == {}


def many(missing_pupils: int, odd_names: int) -> CheckResult:
    """An answer with that many notes on names before its missing pupils."""
    names = {str(place): {"surname": f"Zqx{place}"} for place in range(1, odd_names + 1)}
    roll = {"pupils": odd_names + missing_pupils}
    softened = {"S07": "off", "P06": "off", "C03": "off"}
    return answer(pupils=odd_names, change=names, roll=roll, told={"softened": softened})


def gone_of(result: CheckResult, count: int) -> tuple[SentElsewhere, ...]:
    named = [SentElsewhere(upn=f.upn, who=f.pupil) for f in result.findings if f.rule == "C01"][:count]
    return (*named, *(missing(number) for number in range(count - len(named))))


def test_missing_pupils_beyond_the_first_500_findings_are_answered_too() -> None:
    before = many(missing_pupils=30, odd_names=490)
    assert (len(before.findings), before.left_out) == (FULL_FINDINGS, {"C01": 20})
    after = crossed(before, gone=gone_of(before, 12))
    assert rules(after).count("C01") == 0
    assert rules(after).count("X04") == 10
    assert after.left_out == {"C01": 18, "X04": 2}


@pytest.mark.parametrize(("answered", "left"), [(10, {"C01": 2}), (11, {"C01": 1, "X04": 1}), (12, {"X04": 2})])
def test_missing_pupils_are_counted_to_the_last(answered: int, left: dict[str, int]) -> None:
    before = many(missing_pupils=12, odd_names=490)
    assert before.left_out == {"C01": 2}
    assert crossed(before, gone=gone_of(before, answered)).left_out == left


def test_who_was_sent_elsewhere_is_told() -> None:
    (finding,) = crossed(answer(), gone=(missing(3),)).findings
    assert (finding.rule, finding.upn, finding.pupil, finding.line) == ("X04", "UPN3", "Pupil 3", None)
    assert finding.message.startswith("Pupil 3 ")


def test_what_finds_no_room_among_the_first_500_is_counted() -> None:
    before = many(missing_pupils=3, odd_names=510)
    assert before.left_out == {"P14": 10, "C01": 3}
    after = crossed(before, shared(20), shared(30, same=False), shared(40))
    assert after.findings == before.findings
    assert after.left_out == {"P14": 10, "C01": 3, "X01": 2, "X02": 1}
    assert after.verdict == "queries"


def test_room_is_filled_to_the_last_place() -> None:
    before = many(missing_pupils=0, odd_names=499)
    after = crossed(before, shared(20), shared(30))
    assert (len(after.findings), rules(after)[-1], after.left_out) == (FULL_FINDINGS, "X01", {"X01": 1})


def test_all_missing_pupils_sent_elsewhere_leave_none_to_count() -> None:
    before = many(missing_pupils=2, odd_names=500)
    after = crossed(before, gone=gone_of(before, 2))
    assert after.left_out == {"X04": 2}
    assert after.verdict == "clear"
