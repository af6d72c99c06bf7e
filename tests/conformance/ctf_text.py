"""A Common Transfer File as text, built from an example's pupils: independent of the product's own writer."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.conformance.children import Child
from tests.conformance.form import Value

_ROWS = {
    "reading": ("ENG", "REA"),
    "writing": ("ENG", "WRI"),
    "maths": ("MAT", "MAT"),
    "science": ("SCI", "SCI"),
}
_OWN = (("UPN", "upn"), ("Surname", "surname"), ("Forename", "forename"), ("DOB", "dob"), ("Sex", "sex"))
_DETAILS = (
    ("FormerUPN", "former_upn"),
    ("PreferredSurname", "preferred_surname"),
    ("PreferredForename", "preferred_forename"),
    ("NCyearActual", "nc_year"),
    ("EnrolStatus", "enrol_status"),
)
_ROW_KEYS = ("Locale", "Year", "Subject", "Method", "Component", "ResultStatus", "ResultQualifier", "Result")

Header = dict[str, str | bool]


def ctf_text(header: Header, pupils: list[Child], declared: str) -> str:
    """The whole file, with LF between its lines."""
    return "\n".join(_lines(header, pupils, declared)) + "\n"


def _lines(header: Header, pupils: list[Child], declared: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    yield "<CTfile>"
    yield from _header(header)
    yield "  <CTFpupilData>"
    for pupil in pupils:
        yield from _pupil(pupil, header)
    yield "  </CTFpupilData>"
    yield "</CTfile>"


def _header(header: Header) -> Iterator[str]:
    yield "  <Header>"
    yield "    <DocumentName>Common Transfer File</DocumentName>"
    yield from _elements("    ", ("CTFversion", header["version"]), ("DateTime", header["created"]))
    yield "    <DocumentQualifier>partial</DocumentQualifier>"
    yield "    <SupplierID>ExampleMIS</SupplierID>"
    yield "    <SourceSchool>"
    yield from _elements("      ", ("LEA", header["la"]), ("Estab", header["estab"]), ("URN", header["urn"]))
    yield from _elements("      ", ("SchoolName", header["school"]), ("AcademicYear", header["academic_year"]))
    yield "    </SourceSchool>"
    yield "    <DestSchool>"
    yield from _elements("      ", ("LEA", header["dest_la"]), ("Estab", header["dest_estab"]))
    yield "    </DestSchool>"
    yield "  </Header>"


def _pupil(pupil: Child, header: Header) -> Iterator[str]:
    yield "    <Pupil>"
    yield from _elements("      ", *((name, pupil.get(key, False)) for name, key in _OWN))
    yield from _elements("      ", ("Gender", pupil.get("gender", False)))
    yield "      <BasicDetails>"
    yield from _elements("        ", *((name, pupil.get(key, False)) for name, key in _DETAILS))
    yield "      </BasicDetails>"
    if "more" in pupil:
        yield f"      {pupil['more']}"
    yield from _assessments(pupil)
    yield from _history(pupil, header)
    yield "    </Pupil>"


def _assessments(pupil: Child) -> Iterator[str]:
    yield "      <StageAssessments>"
    rows = [row for subject in _ROWS for row in _subject_rows(subject, pupil)]
    extra = pupil.get("rows", [])
    rows += [_row_of(row) for row in (extra if isinstance(extra, list) else []) if isinstance(row, dict)]
    for stage in dict.fromkeys(stage for stage, _ in rows):
        yield "        <KeyStage>"
        yield f"          <Stage>{stage}</Stage>"
        yield from (f"          {row}" for of, row in rows if of == stage)
        yield "        </KeyStage>"
    yield "      </StageAssessments>"


def _subject_rows(subject: str, pupil: Child) -> Iterator[tuple[str, str]]:
    results = pupil[subject]
    for result in results if isinstance(results, list) else [results]:
        if result is False:
            continue
        code, component = _ROWS[subject]
        keys = {"Year": pupil["year"], "Subject": code, "Component": component, "Result": str(result)}
        yield _row_of({key: str(value) for key, value in keys.items()} | {"ResultDate": str(pupil["date"] or "")})


def _row_of(keys: dict[str, str]) -> tuple[str, str]:
    """One row as its stage and its text; keys that are not given are those of a KS1 teacher assessment."""
    usual = {"Locale": "ENG", "Method": "TA", "ResultStatus": "R", "ResultQualifier": "NC"}
    cells = usual | keys
    text = "".join(f"<{name}>{escape(cells.get(name, ''))}</{name}>" for name in _ROW_KEYS)
    day = cells.get("ResultDate", "")
    text += f"<ResultDate>{day}</ResultDate>" if day else ""
    return cells.get("Stage", "KS1"), f"<StageAssessment>{text}</StageAssessment>"


def _history(pupil: Child, header: Header) -> Iterator[str]:
    if "entry_date" not in pupil and "leaving_date" not in pupil:
        return
    yield "      <SchoolHistory>"
    yield "        <School>"
    yield from _elements("          ", ("LEA", header["la"]), ("Estab", header["estab"]))
    yield from _elements("          ", ("EntryDate", pupil.get("entry_date", False)))
    yield from _elements("          ", ("LeavingDate", pupil.get("leaving_date", False)))
    yield "        </School>"
    yield "      </SchoolHistory>"


def _elements(indent: str, *pairs: tuple[str, Value]) -> Iterator[str]:
    for name, value in pairs:
        if value is not False:
            yield f"{indent}<{name}>{escape(str(value))}</{name}>" if value else f"{indent}<{name}/>"
