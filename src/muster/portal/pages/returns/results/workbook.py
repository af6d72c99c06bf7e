"""The list of pupils as a workbook."""

from collections.abc import Iterator

from muster.formats.export import Cell, Sheet, xlsx_bytes
from muster.portal.pages.returns.results.seen import Seen

_HEADER = ("Surname", "Forename", "UPN", "Date of birth")
_ELSEWHERE = "Counted at another school"


def workbook_of(seen: Seen) -> bytes:
    """The pupils by name with their outcomes, and on a second sheet what the codes mean."""
    where = (_ELSEWHERE,) if any(pupil.is_struck for pupil in seen.pupils) else ()
    pupils = Sheet("Results", (*_HEADER, *seen.names.values(), *where), _rows(seen))
    meanings = Sheet("Codes", ("Code", "Meaning"), list(seen.meanings.items()))
    return xlsx_bytes([pupils, meanings])


def _rows(seen: Seen) -> Iterator[list[Cell]]:
    for pupil in seen.pupils:
        where = ("Yes",) if pupil.is_struck else ()
        yield [pupil.surname, pupil.forename, pupil.upn, pupil.dob, *(cell.code for cell in pupil.cells), *where]
