"""A file with any number of faults answers in bounded time and memory: the first 500 in full, the rest counted."""

import subprocess
import sys
import textwrap
from collections import Counter

import pytest

from muster.rules import FULL_FINDINGS
from tests.conformance.children import child
from tests.core.rules.asking import answer, of, rules
from tests.house.tree import ROOT

SECONDS = 20
MEGABYTES = 700

MEASURED = """
import sys, time
from datetime import date
from muster.checking import check
from muster.records import CheckContext, Expected, Roll

ROW = "<StageAssessment><Year>2026</Year><Subject>ENG</Subject><Method>TA</Method><Component>REA</Component>"
SCHOOL = "<SourceSchool><LEA>330</LEA><Estab>2001</Estab></SourceSchool>"


def ctf(pupils):
    assessed = f"<Pupil><StageAssessments><KeyStage><Stage>KS1</Stage>{ROW}<Result>EXS</Result></StageAssessment>"
    assessed += "</KeyStage></StageAssessments></Pupil>"
    return f"<CTfile><Header>{SCHOOL}</Header><CTFpupilData>{assessed}{pupils}</CTFpupilData></CTfile>".encode()


def table(row, count):
    return ("UPN,Surname,Forename,DOB,Sex,Reading,Writing,Maths,Science\\n" + row * count).encode()


FILES = {
    "pupils without anything": lambda: ctf("<Pupil/>" * 50_000),
    "a table of one wrong row": lambda: table("TBC,Zqxham,Jo,x,U,Q9,Q9,Q9,Q9\\n", 50_000),
    "one child under many UPNs": lambda: ctf("".join(
        f"<Pupil><UPN>{n}</UPN><Surname>Zqxham</Surname><DOB>2019-01-01</DOB></Pupil>" for n in range(60_000))),
    "as many NC years as pupils": lambda: ctf("".join(
        f"<Pupil><BasicDetails><NCyearActual>9{n}</NCyearActual></BasicDetails></Pupil>" for n in range(100_000))),
    "names of two million letters": lambda: ctf(
        "<Pupil><Surname>" + "1" * 2_000_000 + "</Surname><Forename>" + "@" * 2_000_000 + "</Forename></Pupil>"),
}
content = FILES[sys.argv[1]]()
context = CheckContext(today=date(2026, 6, 26), year=2026, expected=Expected(roll=Roll(date(2026, 1, 15), ())))
begun = time.process_time()
result = check(content, "a.xml", context)
seconds = time.process_time() - begun
try:
    # What the kernel counts for a process goes on from the one that started it; this begins anew with the command.
    with open("/proc/self/status", encoding="ascii") as status:
        peak = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
except (OSError, StopIteration):
    peak = 0
print(len(result.findings), sum(result.left_out.values()), len(str(result.findings)), round(seconds, 2), peak)
"""


def measured(name: str) -> tuple[int, int, int, float, int]:
    """Findings in full, findings counted, characters of those in full, seconds and megabytes, in a process alone."""
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEASURED), name],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    in_full, counted, characters, seconds, peak = run.stdout.split()
    return int(in_full), int(counted), int(characters), float(seconds), int(peak)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("pupils without anything", 200_000),
        ("a table of one wrong row", 250_000),
        ("one child under many UPNs", 180_000),
        ("as many NC years as pupils", 0),
        ("names of two million letters", 0),
    ],
)
def test_hundreds_of_thousands_of_faults_are_answered_within_bounds(name: str, least: int) -> None:
    in_full, counted, characters, seconds, peak = measured(name)
    assert in_full <= FULL_FINDINGS
    assert in_full + counted >= least
    assert characters < 2_000_000
    assert seconds < SECONDS
    assert peak < MEGABYTES


def test_the_first_500_are_in_full_and_the_rest_is_counted_by_rule() -> None:
    change = {"all": {"upn": "", "reading": "XYZ", "sex": "U"}, "1": {"writing": "A"}}
    result = answer(pupils=300, change=change)
    assert Counter(rules(result)) == {"P01": 300, "P11": 200}
    assert result.left_out == {"P11": 100, "R02": 300, "R08": 1}


def test_exactly_500_leave_nothing_out() -> None:
    assert answer(pupils=500, change={"all": {"upn": ""}}).left_out == {}
    assert answer(pupils=501, change={"all": {"upn": ""}}).left_out == {"P01": 1}


@pytest.mark.parametrize(
    ("last", "verdict"),
    [({}, "clear"), ({"science": "A"}, "queries"), ({"science": "XYZ"}, "errors")],
)
def test_what_is_counted_only_is_in_the_verdict(last: dict[str, object], verdict: str) -> None:
    odd = {str(number): {"surname": f"{child(number)['surname']}{number}"} for number in range(1, 601)}
    result = answer(pupils=600, change=odd | {"600": odd["600"] | last})
    assert rules(result) == ["P14"] * FULL_FINDINGS
    assert result.verdict == verdict


def test_the_first_of_a_rule_are_those_that_stand_first_in_the_file() -> None:
    result = answer(pupils=700, change={"all": {"upn": ""}})
    lines = [finding.line or 0 for finding in of("P01", result)]
    assert lines == sorted(lines)
    assert lines[0] < 25


def test_no_text_of_the_file_is_told_beyond_200_characters() -> None:
    long = "Zqx1" * 100
    fault = {"surname": long, "upn": long, "reading": long, "sex": long, "nc_year": long, "date": long}
    for finding in answer(pupils=8, change={"1": fault, "2": fault}).findings:
        texts = (finding.pupil, finding.upn, finding.value, *map(str, finding.facts.values()))
        assert all(len(text) < 500 for text in texts if text)
        assert len(finding.message) < 1_000


def test_a_text_of_200_characters_is_told_whole() -> None:
    surname = "Z" * 195
    finding = of("P01", answer(change={"1": {"upn": "", "surname": surname}}))[0]
    assert finding.pupil == f"Alex {surname}"
    longer = of("P01", answer(change={"1": {"upn": "", "surname": surname + "Z"}}))[0]
    assert longer.pupil == f"Alex {'Z' * 194}…"
