"""One pupil of a CTF: what a check needs is read, all else is discarded unread."""

from datetime import date

from lxml import etree

from muster.formats.ctf_discarded import Discarded
from muster.formats.ctf_rows import RowReader
from muster.formats.dates import parse_iso
from muster.formats.xml_lines import line_of
from muster.formats.xml_names import LocalNames, texts_of
from muster.records import Header, OutcomeRow, PupilRecord

_OWN = frozenset({"upn", "surname", "forename", "dob", "sex", "gender"})
_DETAILS = frozenset({"formerupn", "preferredsurname", "preferredforename", "ncyearactual", "enrolstatus"})
_Spell = tuple[date | None, date | None]


class PupilReader:
    """Reads the pupils of one file."""

    def __init__(self, header: Header, rows: RowReader, discarded: Discarded, names: LocalNames) -> None:
        self._number = (header.source_la, header.source_estab)
        self._urn = header.source_urn
        self._rows = rows
        self._discarded = discarded
        self._names = names

    def read(self, pupil: etree._Element) -> PupilRecord:
        """The record of one Pupil element. Where an element stands several times, its first text that is not empty."""
        if not len(pupil):
            return PupilRecord(line=line_of(pupil))
        texts: dict[str, str] = {}
        outcomes: list[OutcomeRow] = []
        spells: list[_Spell] = []
        for child in pupil:
            name = self._names[child.tag]
            if name in _OWN:
                text = child.text
                if text and not texts.get(name):
                    texts[name] = text.strip()
            elif name == "stageassessments":
                outcomes.extend(self._rows.outcomes(child))
            elif name == "basicdetails":
                self._read_details(child, texts)
            elif name == "schoolhistory":
                spells.extend(self._spells(child))
            else:
                self._discarded.meet(name, child)
        return _record(line_of(pupil), texts, tuple(outcomes), _latest(spells) if spells else (None, None))

    def _read_details(self, details: etree._Element, texts: dict[str, str]) -> None:
        for child in details:
            name = self._names[child.tag]
            if name in _DETAILS:
                text = child.text
                if text and not texts.get(name):
                    texts[name] = text.strip()
            else:
                self._discarded.meet(name, child)

    def _spells(self, history: etree._Element) -> list[_Spell]:
        """Entry and leaving dates of the pupil's spells at the file's own school, in order."""
        spells = []
        for school in history:
            texts = texts_of(school, self._names)
            if self._is_own(texts):
                spells.append((parse_iso(texts.get("entrydate", "")), parse_iso(texts.get("leavingdate", ""))))
                if texts.get("leavingreason"):
                    self._discarded.note("leavingreason")
            elif any(texts.values()):
                self._discarded.note("school")
        return spells

    def _is_own(self, texts: dict[str, str]) -> bool:
        number = (texts.get("lea", ""), texts.get("estab", ""))
        return (all(number) and number == self._number) or bool(self._urn and texts.get("urn") == self._urn)


def _latest(spells: list[_Spell]) -> _Spell:
    """The spell entered last; of several entered on one day, or without a date, the last told."""
    return max(reversed(spells), key=lambda spell: spell[0] or date.min)


def _record(line: int, texts: dict[str, str], outcomes: tuple[OutcomeRow, ...], spell: _Spell) -> PupilRecord:
    """The record of the texts; Sex wins over Gender, as CTF 22 and earlier name it."""
    get = texts.get
    return PupilRecord(
        line=line,
        upn=get("upn", ""),
        former_upn=get("formerupn", ""),
        surname=get("surname", ""),
        forename=get("forename", ""),
        preferred_surname=get("preferredsurname", ""),
        preferred_forename=get("preferredforename", ""),
        dob=parse_iso(get("dob", "")),
        dob_text=get("dob", ""),
        sex=get("sex") or get("gender", ""),
        nc_year=get("ncyearactual", ""),
        enrol_status=get("enrolstatus", ""),
        entry_date=spell[0],
        leaving_date=spell[1],
        outcomes=outcomes,
    )
