"""What holds of every return: order, strangers, lines and runs change no finding of a pupil."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from muster.records import CheckResult, Finding
from tests.conformance.form import Example, examples
from tests.conformance.running import answers_of
from tests.core.rules.asking import answer, answers
from tests.house.tree import ROOT

PUPILS = 14
FAULTS: list[dict[str, object]] = [
    {"upn": ""},
    {"upn": "A330299923017"},
    {"upn": "Y33029992301A"},
    {"upn": "Z3302"},
    {"upn": "L330299923018"},
    {"surname": "", "forename": ""},
    {"surname": "Sm1th"},
    {"surname": "Brozqxford", "forename": "Robin", "dob": "2018-09-15"},
    {"forename": ""},
    {"dob": "2019-02-30"},
    {"dob": "2030-01-01"},
    {"dob": "2017-12-01"},
    {"nc_year": "1"},
    {"sex": "U"},
    {"leaving_date": "2026-02-13"},
    {"entry_date": "2026-02-13"},
    {"reading": False},
    {"reading": "XYZ", "writing": "2B", "maths": "104", "science": "PK3"},
    {"reading": ["EXS", "GDS"], "maths": ["EXS", "EXS"]},
    {"reading": "A", "writing": "L"},
    {"reading": "EM", "writing": "GDS", "maths": "EXS"},
    {"reading": "PK1", "writing": "PK1", "maths": "PK1"},
    {"reading": "exs", "science": "hnm"},
    {"date": "2025-06-20"},
    {"nc_year": "1", "reading": False, "writing": False, "maths": False, "science": False},
]
Fault = dict[str, object]


@dataclass(frozen=True)
class Return:
    """Some pupils by number in some order, faults by number, and who is on the roll."""

    order: list[int]
    faults: dict[int, Fault]
    roll: list[int]

    def answer(self) -> CheckResult:
        change = {str(place): self.faults[n] for place, n in enumerate(self.order, start=1) if n in self.faults}
        return answer(pupils=self.order, change=change, roll={"pupils": self.roll})


@st.composite
def returns(draw: st.DrawFn, most_faulty: int) -> Return:
    numbers = list(range(1, PUPILS + 1))
    faulty = draw(st.lists(st.sampled_from(numbers), unique=True, max_size=most_faulty))
    faults = {number: draw(st.sampled_from(FAULTS)) for number in faulty}
    roll = sorted(set(numbers) - set(draw(st.lists(st.sampled_from(numbers), max_size=2))))
    return Return(draw(st.permutations(numbers)), faults, roll)


def without_place(finding: Finding) -> tuple[object, ...]:
    """A finding but for its line and the sentences that may tell it."""
    facts = tuple(sorted((key, str(fact)) for key, fact in finding.facts.items()))
    return finding.rule, finding.severity, finding.upn, finding.pupil, finding.subject, finding.value, facts


def as_set(result: CheckResult) -> Counter[tuple[object, ...]]:
    return Counter(map(without_place, result.findings))


@given(returns(most_faulty=PUPILS), st.randoms(use_true_random=False))
def test_pupils_in_any_order_give_the_same_findings(sent: Return, random: object) -> None:
    again = list(sent.order)
    random.shuffle(again)  # type: ignore[attr-defined]
    one, other = sent.answer(), Return(again, sent.faults, sent.roll).answer()
    assert as_set(one) == as_set(other)
    assert (one.pupils, one.outcomes, one.verdict) == (other.pupils, other.outcomes, other.verdict)


@given(returns(most_faulty=2))
def test_a_clean_pupil_more_changes_no_finding_of_others(sent: Return) -> None:
    more = Return([*sent.order, PUPILS + 1], sent.faults, [*sent.roll, PUPILS + 1])
    assert as_set(sent.answer()) == as_set(more.answer())


@given(returns(most_faulty=6))
def test_an_answer_is_a_function_of_the_content(sent: Return) -> None:
    assert sent.answer() == sent.answer()


@given(returns(most_faulty=6))
def test_no_pupil_is_counted_twice_or_lost(sent: Return) -> None:
    result = sent.answer()
    left_out = sum(int(str(f.facts["count"])) for f in result.findings if f.rule == "F18")
    assert result.pupils + left_out == PUPILS
    assert all(sum(codes.values()) <= result.pupils for codes in result.outcomes.values())


@settings(max_examples=30)
@given(returns(most_faulty=6), st.sampled_from(["clear", "queries", "errors"]))
def test_the_verdict_is_that_of_the_gravest_finding(sent: Return, verdict: str) -> None:
    result = sent.answer()
    severities = {finding.severity for finding in result.findings}
    gravest = "errors" if "error" in severities else "queries" if "query" in severities else "clear"
    assert (result.verdict == verdict) == (gravest == verdict)


def shifted(example: Example) -> Example:
    """The example with its file some lines further down."""
    changes = [*example.case.replace, ("<CTfile", "\n\n\n\n\n\n\n<CTfile")]
    return replace(example, case=replace(example.case, replace=changes))


SHIFTABLE = [
    e
    for e in examples()
    if e.case.form == "ctf" and not e.case.other and not any("CTfile>" in old for old, _ in e.case.replace)
]


@pytest.mark.parametrize("example", SHIFTABLE, ids=lambda e: e.name)
def test_facts_hold_no_line_numbers(example: Example) -> None:
    if example.case.made_by in ("billion_laughs", "nested", "zip_bomb", "cut_off"):
        return
    before, after = answers(example)[0], answers_of(shifted(example).case)[0]
    assert [without_place(f) for f in before.findings if f.rule != "F01"] == [
        without_place(f) for f in after.findings if f.rule != "F01"
    ]
    assert not any("line" in key for finding in after.findings for key in finding.facts)


ALL_ANSWERS = """
import sys
from msgspec.json import encode
from tests.conformance.form import examples
from tests.conformance.running import answers_of
small = [e for e in examples() if e.case.made_by not in ("full_15_mb", "too_large", "one_too_many_elements")]
sys.stdout.buffer.write(b"".join(encode(answer) for e in small for answer in answers_of(e.case)))
"""


def test_answers_are_the_same_on_every_run() -> None:
    digests = set()
    for seed in ("0", "1", "4711"):
        run = subprocess.run(
            [sys.executable, "-c", ALL_ANSWERS],
            cwd=ROOT, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert run.returncode == 0, run.stderr.decode()
        digests.add(hashlib.sha256(run.stdout).hexdigest())
    assert len(digests) == 1
