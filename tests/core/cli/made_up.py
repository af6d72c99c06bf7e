"""Made-up files for the tests of the command: small CTFs, tables, rolls. No child in them is real."""

from pathlib import Path

from muster.formats.upn import check_letter

ROWS = {"reading": ("ENG", "REA"), "writing": ("ENG", "WRI"), "maths": ("MAT", "MAT"), "science": ("SCI", "SCI")}
GOOD = {"reading": "EXS", "writing": "WTS", "maths": "GDS", "science": "EXS"}


def upn(number: int, school: str = "3302001") -> str:
    """A well-formed UPN, given by the school in 2023."""
    rest = f"{school}23{number:03d}"
    return check_letter(f"A{rest}") + rest


def surname(number: int, school: str = "3302001") -> str:
    """A surname of its own for each pupil of each school."""
    digits = str(number) if school == "3302001" else f"{number}{school}"
    return "Okazqxfor" + "".join("abcdefghij"[int(digit)] for digit in digits)


def pupil(number: int, school: str = "3302001", **changed: str) -> str:
    """One pupil of a CTF, with right outcomes unless changed (reading="PK3"); "" leaves one out."""
    known = {
        "upn": upn(number, school),
        "surname": surname(number, school),
        "dob": "2019-03-14",
    } | changed
    outcomes = GOOD | {subject: code for subject, code in changed.items() if subject in GOOD}
    rows = "\n".join(_row(subject, code, changed.get("year", "2026")) for subject, code in outcomes.items() if code)
    return f"""<Pupil><UPN>{known["upn"]}</UPN><Surname>{known["surname"]}</Surname><Forename>Alex</Forename>
<DOB>{known["dob"]}</DOB><Sex>F</Sex><BasicDetails><NCyearActual>2</NCyearActual></BasicDetails>
<StageAssessments><KeyStage><Stage>KS1</Stage>
{rows}
</KeyStage></StageAssessments></Pupil>"""


def ctf(*pupils: str, school: str = "3302001", name: str = "Larkzqx Primary School") -> str:
    """A whole CTF of these pupils."""
    listed = "\n".join(pupils or (pupil(1, school), pupil(2, school)))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>
<DateTime>2026-06-18T14:05:00</DateTime><SourceSchool><LEA>{school[:3]}</LEA><Estab>{school[3:]}</Estab>
<SchoolName>{name}</SchoolName><AcademicYear>2025</AcademicYear></SourceSchool>
<DestSchool><LEA>330</LEA><Estab>LLLL</Estab></DestSchool></Header>
<CTFpupilData>
{listed}
</CTFpupilData></CTfile>
"""


def ctf_name(school: str = "3302001") -> str:
    """The name that a school's file should have."""
    return f"{school}_KS1_330LLLL_001.xml"


def written(folder: Path, text: str, name: str = "") -> Path:
    """The text as a file in the folder."""
    path = folder / (name or ctf_name())
    path.write_text(text, encoding="utf-8")
    return path


def returns(folder: Path, schools: int = 5) -> Path:
    """A folder of so many schools' files; the first has a wrong code, the others no fault."""
    made = folder / "returns"
    made.mkdir()
    for number in range(1, schools + 1):
        school = f"330200{number}"
        science = "PK3" if number == 1 else "EXS"
        pupils = [pupil(10 * number + place, school, science=science) for place in (1, 2)]
        written(made, ctf(*pupils, school=school, name=f"School zqx{number}"), ctf_name(school))
    return made


def roll(folder: Path, *rows: str) -> Path:
    """A roll of these rows (la, estab, upn, surname, forename, dob, sex, nc_year)."""
    header = "la,estab,upn,surname,forename,dob,sex,nc_year"
    return written(folder, "\n".join([header, *rows]) + "\n", "roll.csv")


def results_table(*rows: str) -> str:
    """A results spreadsheet of these rows, as CSV."""
    header = "UPN,Surname,Forename,DOB,Sex,NC year,Reading,Writing,Maths,Science"
    return "\n".join([header, *rows]) + "\n"


def _row(subject: str, code: str, year: str) -> str:
    key, component = ROWS[subject]
    return f"""<StageAssessment><Locale>ENG</Locale><Year>{year}</Year><Subject>{key}</Subject><Method>TA</Method>
<Component>{component}</Component><ResultStatus>R</ResultStatus><ResultQualifier>NC</ResultQualifier>
<Result>{code}</Result><ResultDate>2026-06-12</ResultDate></StageAssessment>"""
