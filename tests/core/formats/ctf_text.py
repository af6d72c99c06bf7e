"""Small CTFs as text, made up, to be bent into whatever a test needs."""

from muster.formats.ctf_reader import read_ctf
from muster.formats.limits import Limits, Reading
from muster.framework import load_framework
from muster.records import Facts, ProblemKind, PupilRecord, ResultsFile

FRAMEWORK = load_framework(2026)
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
HEADER = """<Header>
<DocumentName>Common Transfer File</DocumentName>
<CTFversion>25.0</CTFversion>
<DateTime>2026-06-18T14:05:00</DateTime>
<SupplierID>ExampleMIS</SupplierID>
<SourceSchool><LEA>330</LEA><Estab>2999</Estab><URN>999999</URN>
<SchoolName>Example Primary School</SchoolName><AcademicYear>2025</AcademicYear></SourceSchool>
<DestSchool><LEA>330</LEA><Estab>LLLL</Estab></DestSchool>
</Header>
"""
CORE = """<UPN>X330299923017</UPN>
<Surname>Testzqxpupil</Surname>
<Forename>Alex</Forename>
<DOB>2019-03-14</DOB>
<Sex>F</Sex>
"""
ROW = """<StageAssessment>
<Locale>ENG</Locale>
<Year>{year}</Year>
<Subject>{subject}</Subject>
<Method>{method}</Method>
<Component>{component}</Component>
<ResultStatus>{status}</ResultStatus>
<ResultQualifier>{qualifier}</ResultQualifier>
<Result>{result}</Result>
<ResultDate>{date}</ResultDate>
</StageAssessment>
"""
FOUR = (("ENG", "REA", "EXS"), ("ENG", "WRI", "WTS"), ("MAT", "MAT", "GDS"), ("SCI", "SCI", "HNM"))


def row(subject: str = "ENG", component: str = "REA", result: str = "EXS", **others: str) -> str:
    """One StageAssessment; the other keys (year, method, status, qualifier, date) may be given."""
    keys = {"year": "2026", "method": "TA", "status": "R", "qualifier": "NC", "date": "2026-06-12"} | others
    return ROW.format(subject=subject, component=component, result=result, **keys)


def rows() -> str:
    """The four rows of a pupil judged in all subjects."""
    return "".join(row(*keys) for keys in FOUR)


def assessed(inside: str | None = None, stage: str = "KS1") -> str:
    """A StageAssessments with one KeyStage that holds the rows given, or else the four."""
    held = rows() if inside is None else inside
    return f"<StageAssessments><KeyStage><Stage>{stage}</Stage>\n{held}</KeyStage></StageAssessments>"


def pupil(more: str | None = None, core: str = CORE) -> str:
    """One Pupil: its core elements, then what is given, or else the four outcomes."""
    return f"<Pupil>\n{core}{assessed() if more is None else more}</Pupil>\n"


def ctf(*pupils: str, header: str = HEADER) -> str:
    """A whole CTF without its XML declaration."""
    return f"<CTfile>\n{header}<CTFpupilData>\n{''.join(pupils)}</CTFpupilData>\n</CTfile>\n"


def read(text: str | bytes, *, science: bool = True, limits: Limits | None = None) -> ResultsFile:
    """Read a CTF; text is given a declaration and encoded as UTF-8, bytes are read as they are."""
    content = (DECLARATION + text).encode() if isinstance(text, str) else text
    return read_ctf(
        content, "made-up.xml", "0" * 64, Reading(framework=FRAMEWORK, science=science, limits=limits or Limits())
    )


def read_pupil(text: str) -> PupilRecord:
    """The one pupil of a CTF that holds this Pupil element."""
    (only,) = read(ctf(text)).pupils
    return only


def facts(file: ResultsFile, kind: ProblemKind) -> list[Facts]:
    """The facts of the file's problems of one kind."""
    return [problem.facts for problem in file.problems if problem.kind is kind]


def only_problem(file: ResultsFile) -> tuple[ProblemKind, Facts]:
    """The kind and facts of the file's one problem."""
    (problem,) = file.problems
    return problem.kind, problem.facts


def results(record: PupilRecord) -> list[tuple[str, str]]:
    """Subject and text of a pupil's outcomes."""
    return [(outcome.subject, outcome.text) for outcome in record.outcomes]
