"""A school's file before it is written: header, pupils and rows, open to change by movement and faults."""

from dataclasses import dataclass, field, replace
from datetime import date

from muster.synthesis.children import SUBJECTS, Child
from muster.synthesis.draws import Draws
from muster.synthesis.manners import Manner
from muster.synthesis.schools import School

ROW_KEYS = {"reading": ("ENG", "REA"), "writing": ("ENG", "WRI"), "maths": ("MAT", "MAT"), "science": ("SCI", "SCI")}


@dataclass(slots=True, eq=False)
class RollLine:
    """One expected pupil, in the roll's columns."""

    la: str
    estab: str
    upn: str
    surname: str
    forename: str
    dob: str
    sex: str
    sen: str
    first_language: str
    fsm: str
    disadvantaged: str
    ethnicity: str
    entry_date: str
    gld: str
    phonics: str
    nc_year: str = "2"
    leaving_date: str = ""
    enrol_status: str = "C"


@dataclass(slots=True)
class Row:
    """One assessment row of a pupil; the keys are those of a CTF."""

    subject: str
    component: str
    result: str
    year: str
    dated: str = ""
    stage: str = "KS1"
    method: str = "TA"
    status: str = "R"
    qualifier: str = "NC"


@dataclass(slots=True, eq=False)
class ReturnedPupil:
    """One pupil of a file, as it will be written. `line` is the child's line on this school's roll, if it has one."""

    child: Child
    upn: str
    surname: str
    forename: str
    dob: str
    sex: str
    nc_year: str
    rows: list[Row]
    extra: list[Row]
    line: RollLine | None = None
    former_upn: str = ""
    entry: str = ""
    leaving: str = ""
    status: str = ""
    planted: bool = False
    preferred_forename: str = ""

    def row_of(self, subject: str) -> Row:
        """The pupil's first row in a subject ("reading")."""
        keys = ROW_KEYS[subject]
        return next(row for row in self.rows if (row.subject, row.component) == keys)

    def set_codes(self, *codes: str) -> None:
        """Write these outcomes, in the order of reading, writing, maths and science."""
        for subject, code in zip(SUBJECTS, codes, strict=True):
            self.row_of(subject).result = code

    def again(self) -> "ReturnedPupil":
        """The same child once more, with rows of its own."""
        return replace(self, rows=[replace(row) for row in self.rows], extra=[replace(row) for row in self.extra])


@dataclass(slots=True, eq=False)
class ReturnedFile:
    """A school's file. `truth` holds what was planted in it: rule, UPN and subject.

    `content` replaces the whole file where it is no readable CTF; `instead` is another school's file sent by mistake,
    which is then `lent` and takes no faults.
    """

    school: School
    manner: Manner
    name: str
    pupils: list[ReturnedPupil]
    roll: list[RollLine]
    history: list[tuple[int, str, int, int, int]]
    version: str
    created: str
    academic_year: str
    dest_la: str
    source_la: str
    source_estab: str
    descriptor: str
    truth: list[tuple[str, str, str]] = field(default_factory=list)
    named_in: str = ""
    content: bytes | None = None
    instead: "ReturnedFile | None" = None
    encoding: str = ""
    declaration: str = ""
    addresses: bool = False
    fault: str = ""
    lent: bool = False

    def plant(self, rule: str, upn: str = "", subject: str = "") -> None:
        """Write down a fault planted here."""
        self.truth.append((rule, upn, subject))


def file_of(school: School, draws: Draws, year: int) -> ReturnedFile:
    """The school's file as its system would begin it, without pupils."""
    manner = school.manner
    name = manner.file_name.format(number=school.number, la=school.la, place=school.index + 1)
    day = date(year, 6, draws.between(9, 25))
    clock = f"{draws.between(8, 17):02d}:{draws.below(60):02d}:{draws.below(60):02d}"
    return ReturnedFile(
        school=school,
        manner=manner,
        name=name.removesuffix(".xml") + ".zip" if manner.zipped else name,
        pupils=[],
        roll=[],
        history=[],
        version=manner.version,
        created=f"{day.isoformat()}T{clock}",
        academic_year=str(year - 1),
        dest_la=school.la,
        source_la=school.la,
        source_estab=school.estab,
        descriptor=manner.descriptor,
        encoding=manner.encoding,
        declaration=manner.declaration,
        addresses=manner.details == "full",
        named_in=name,
    )


def roll_line(child: Child, school: School) -> RollLine:
    """The child as the January census has it at this school."""
    return RollLine(
        la=school.la,
        estab=school.estab,
        upn=child.former_upn or child.upn,
        surname=child.roll_surname or child.surname,
        forename=child.forename,
        dob=child.dob.isoformat(),
        sex=child.sex,
        sen=child.sen,
        first_language=child.language,
        fsm=child.fsm,
        disadvantaged=child.disadvantaged,
        ethnicity=child.ethnicity,
        entry_date=child.entry.isoformat(),
        gld=child.gld,
        phonics=child.phonics,
    )


def returned_pupil(child: Child, file: ReturnedFile, draws: Draws, year: int, line: RollLine | None) -> ReturnedPupil:
    """The child as the school's system writes it."""
    manner = file.manner
    dated = f"{year}-06-{draws.between(1, 8):02d}" if manner.result_dates else ""
    rows = [
        Row(*ROW_KEYS[subject], code, str(year), dated) for subject, code in zip(SUBJECTS, child.codes, strict=True)
    ]
    return ReturnedPupil(
        child=child,
        upn=child.upn,
        surname=child.surname.upper() if manner.capitals else child.surname,
        forename=child.forename.upper() if manner.capitals else child.forename,
        dob=child.dob.isoformat(),
        sex=child.sex,
        nc_year=manner.nc_year,
        rows=rows,
        extra=_extra(child, manner, draws, year),
        line=line,
        former_upn=child.former_upn if manner.details != "core" else "",
        entry=child.entry.isoformat() if manner.history else "",
        status="C" if manner.details != "core" else "",
    )


def _extra(child: Child, manner: Manner, draws: Draws, year: int) -> list[Row]:
    """Rows that the collection skips: phonics, and a teacher's judgement of the year before."""
    rows = []
    if manner.phonics and child.phonics:
        mark = draws.between(32, 40) if child.phonics == "Wa" else draws.between(0, 31)
        rows.append(Row("PHO", "CHK", str(mark), str(year - 1), method="TT", qualifier="NM"))
        rows.append(Row("PHO", "CHK", child.phonics.upper(), str(year - 1), method="TT", qualifier="NY"))
    if manner.earlier_years:
        rows.append(Row(*ROW_KEYS["reading"], "WTS", str(year - 1)))
    return rows
