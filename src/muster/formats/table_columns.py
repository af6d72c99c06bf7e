"""Which column of a table is which: the headings that people and systems write, and the row that they stand in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from muster.formats.names import fold

Row = tuple[int, list[str]]
"""A row of a table: its number in the sheet (the first is 1) and the text of its cells."""

HEADING_ROWS = 30
"""The header row is looked for in so many rows from the top."""

Aliases = Mapping[str, tuple[str, ...]]
"""By column the headings that name it, folded: small letters and digits only."""

PUPIL_COLUMNS: Aliases = {
    "upn": ("upn", "uniquepupilnumber", "upnnumber", "upnno", "currentupn"),
    "former_upn": ("formerupn", "previousupn", "oldupn"),
    "surname": ("surname", "lastname", "familyname"),
    "forename": ("forename", "forenames", "firstname", "firstnames", "givenname", "givennames", "christianname"),
    "preferred_surname": ("preferredsurname", "preferredlastname", "preferredfamilyname", "chosensurname"),
    "preferred_forename": ("preferredforename", "preferredfirstname", "knownas", "preferredname", "chosenforename"),
    "name": ("name", "fullname", "surnameforename", "surnameandforename", "nameofpupil", "nameofchild"),
    "dob": ("dob", "dateofbirth", "birthdate", "birthday", "born"),
    "sex": ("sex", "gender", "mf", "sexatbirth"),
    "nc_year": ("ncyear", "ncy", "ncyearactual", "ncyeargroup", "nationalcurriculumyear", "curriculumyear"),
    "nc_year_group": ("yeargroup", "yeargp", "yrgroup", "yrgp", "yeartaughtin", "currentyeargroup"),
    "enrol_status": ("enrolstatus", "enrolmentstatus", "enrollmentstatus"),
    "entry_date": ("entrydate", "dateofentry", "admissiondate", "dateofadmission", "startdate", "doa"),
    "leaving_date": ("leavingdate", "dateofleaving", "leftdate", "enddate", "dol"),
    "result_date": ("resultdate", "dateofresult", "assessmentdate", "dateofassessment", "dateassessed"),
}

SCHOOL_COLUMNS: Aliases = {
    "la": ("la", "lea", "lanumber", "leanumber", "lano", "leano", "lacode", "localauthority", "lanum"),
    "estab": ("estab", "establishment", "estabnumber", "estabno", "establishmentnumber", "establishmentno"),
    "urn": ("urn", "schoolurn", "urnnumber", "uniquereferencenumber"),
    "dfe": (
        *("dfe", "dfenumber", "dfeno", "dfecode", "dfes", "dfesnumber", "dfesno", "dcsf", "dcsfnumber"),
        *("laestab", "leaestab", "laestabnumber", "schoolnumber", "schoolno", "schoolcode", "schooldfenumber"),
    ),
    "school": ("school", "schoolname", "establishmentname", "nameofschool"),
}

SUBJECT_COLUMNS: Aliases = {
    "reading": ("reading", "read", "rea", "engrea", "englishreading", "enrea", "readingenglish", "rd"),
    "writing": ("writing", "write", "writ", "wri", "engwri", "englishwriting", "enwri", "writingenglish", "wr"),
    "maths": ("maths", "math", "mathematics", "mat", "matmat", "ma", "mathsmaths"),
    "science": ("science", "sci", "scisci", "sc"),
}

_PUPIL_WORDS = frozenset("pupil pupils child childs children student students learner learners legal".split())
_RESULT_WORDS = frozenset(
    "ks1 key stage 1 ta teacher teachers assessment assessments assessed result results outcome outcomes judgement "
    "judgements judgment code end of eoks1 eoy final grade attainment standard level y2 yr2 year 2 optional overall "
    "statutory non nonstatutory".split()
)
"""Words beside the subject that leave the heading what it is. "Test", "target", "autumn" and the like do not."""

_WORD = re.compile(r"[^\W_]+")
_LONGEST_HEADING = 120
_PLAINLY = 4
"""A row with so many headings known is a header row and nothing else."""


class Columns(msgspec.Struct, frozen=True):
    """Where a table's columns are: the header row's number, and by column the positions (from 0) in reading order."""

    row: int
    places: dict[str, tuple[int, ...]]

    def has(self, *names: str) -> bool:
        """Whether any of the columns is there."""
        return any(name in self.places for name in names)

    def weight(self, wanted: str) -> tuple[bool, int]:
        """How much the row looks like a header row, to be compared."""
        return self.has(wanted), len(self.places)


def results_aliases(subjects: Iterable[str]) -> Aliases:
    """The columns of a results table with the outcomes of these subjects."""
    outcomes = {key: SUBJECT_COLUMNS.get(key, (fold(key),)) for key in subjects}
    return {**PUPIL_COLUMNS, **SCHOOL_COLUMNS, **outcomes}


def find_columns(head: Iterable[Row], aliases: Aliases, wanted: str, year: int | None = None) -> Columns:
    """The header row among a table's first rows, told by its headings.

    It is the first row that has the `wanted` column and enough others known to be plainly a header row; without one,
    the row with the most columns known, one with the wanted column before others. Headings match without case,
    accents, spaces and punctuation; those of subjects also with words like "KS1", "TA" and the collection's `year`
    beside them. Without any known heading: row 0, no places.
    """
    ranks = {alias: (name, rank) for name, known in aliases.items() for rank, alias in enumerate(known)}
    best = Columns(0, {})
    for number, cells in head:
        found = Columns(number, _places(cells, ranks, str(year or "")))
        if found.has(wanted) and len(found.places) >= _PLAINLY:
            return found
        best = max(best, found, key=lambda columns: columns.weight(wanted))
    return best


def _places(cells: Sequence[str], ranks: Mapping[str, tuple[str, int]], year: str) -> dict[str, tuple[int, ...]]:
    """By column the positions of its headings, in the order of the aliases, then of the cells."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for position, cell in enumerate(cells):
        match = next((ranks[form] for form in heading_forms(cell, year) if form in ranks), None)
        if match is not None:
            ranked.setdefault(match[0], []).append((match[1], position))
    return {name: tuple(position for _, position in sorted(found)) for name, found in ranked.items()}


@lru_cache(maxsize=2048)
def heading_forms(heading: str, year: str = "") -> tuple[str, ...]:
    """What a heading may be looked up as: folded, and again without the words that tell nothing."""
    if not heading or len(heading) > _LONGEST_HEADING:
        return ()
    words = _WORD.findall(re.sub("['\u2019]", "", heading).casefold())
    of_pupil = [word for word in words if word not in _PUPIL_WORDS]
    of_result = [word for word in words if word not in _RESULT_WORDS and word != year]
    return tuple(dict.fromkeys(fold("".join(form)) for form in (words, of_pupil, of_result) if form))
