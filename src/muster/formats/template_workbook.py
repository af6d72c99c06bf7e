"""The spreadsheet to fill in: a school's pupils with a cell an outcome, and the codes to choose from.

Sent back it is read as any results table is (`table`): the headings are those that the reader knows, and the lines
above them say whose it is.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from muster.formats.export import valid_text, workbook_to
from muster.formats.template_codes import write_codes
from muster.formats.template_formats import Formats
from muster.framework import Framework, Subject

IDENTITY = ("UPN", "Surname", "Forename", "Date of birth", "Sex", "NC year")
ENTRY = "Entry date"
"""The last column: it need not be filled in, and tells of a pupil who is not listed that they have joined."""

BLANK_ROWS = 10
"""Rows below the pupils, open to be typed in, for those who are not listed."""

ROWS_FOR_ALL = 100
"""As many rows, where nobody is listed."""

_WIDTHS = (17, 24, 24, 14, 6, 9)
_OUTCOME_WIDTH = 11
_ENTRY_WIDTH = 14
_BORN = IDENTITY.index("Date of birth")
_FIRST_DAY = date(1928, 1, 1)
"""Earlier dates are written as text: their number in a workbook has fewer than the five figures of a date."""

_LAST_DAY = date(9999, 12, 31)
_LONGEST_NAME = 80
_WORDS = (
    "Choose a code from the list in each cell on the right. The second sheet says what the codes mean.",
    "Type pupils who have joined into the empty rows at the end, with the day on which they came.",
    "Then save this file, and send it.",
    "UPNs, names and dates are locked, so that none is changed by mistake. There is no password on it.",
)
_PUPILS, _CODES = "Results", "What the codes mean"


class TemplatePupil(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil of the sheet: who it is, "" or None where not known, and the codes already there by subject.

    `entry` is the first day at the school.
    """

    upn: str = ""
    surname: str = ""
    forename: str = ""
    dob: date | None = None
    sex: str = ""
    nc_year: str = ""
    outcomes: Mapping[str, str] = {}
    entry: date | None = None


class TemplateSchool(msgspec.Struct, frozen=True):
    """Whose sheet it is, as its first lines say."""

    name: str
    la: str
    estab: str
    urn: str


def template_workbook(
    framework: Framework, school: TemplateSchool, pupils: Iterable[TemplatePupil], *, science: bool = True
) -> bytes:
    """The workbook: a sheet of the pupils in their order, and one that says what the codes mean.

    A subject's cells take its codes alone, chosen from a list. Who a pupil is cannot be typed over (a protection
    without a password, which whoever must can take off), except where it is not known. No text is ever a formula.
    The same pupils give the same bytes.
    """
    made = io.BytesIO()
    subjects = [one for one in framework.subjects if science or one.key in framework.scaled]
    with workbook_to(made) as workbook:
        formats = Formats(workbook)
        _Sheet(workbook, formats, framework, subjects).write(school, list(pupils))
        write_codes(workbook.add_worksheet(_CODES), formats, framework, subjects)
    return made.getvalue()


class _Sheet:
    """The sheet of pupils while it is written."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, formats: Formats, framework: Framework, subjects: Sequence[Subject]
    ) -> None:
        self.sheet: Worksheet = workbook.add_worksheet(_PUPILS)
        self.formats = formats
        self.framework = framework
        self.subjects = subjects
        self.row = 0

    @property
    def _last(self) -> int:
        """The column of the entry date."""
        return len(IDENTITY) + len(self.subjects)

    def write(self, school: TemplateSchool, pupils: Sequence[TemplatePupil]) -> None:
        """All of it."""
        self._school(school)
        heading = self.row
        self._headings()
        blank = BLANK_ROWS if pupils else ROWS_FOR_ALL
        for pupil in [*pupils, *[TemplatePupil()] * blank]:
            self._pupil(pupil)
        self._lists(heading + 1, self.row - 1)
        self._mark_what_is_missing(heading + 1, heading + len(pupils))
        self._protect(heading)
        self._print(school, heading)

    def _school(self, school: TemplateSchool) -> None:
        """Whose it is, and what to do: the numbers come after the name, and so are what holds."""
        self._line(self.framework.title, self.formats.title)
        for label, text in (("School", school.name), ("DfE number", f"{school.la}/{school.estab}")):
            self._line(label, self.formats.label, text)
        self._line("URN", self.formats.label, school.urn)
        for words in _WORDS:
            self._line(words)
        self.row += 1

    def _line(self, text: str, style: object = None, beside: str = "") -> None:
        self.sheet.write_string(self.row, 0, valid_text(text), style or self.formats.words)
        if beside:
            self.sheet.write_string(self.row, 1, valid_text(beside), self.formats.words)
        self.row += 1

    def _headings(self) -> None:
        labels = [*IDENTITY, *(subject.label.capitalize() for subject in self.subjects), ENTRY]
        widths = [*_WIDTHS, *[_OUTCOME_WIDTH] * len(self.subjects), _ENTRY_WIDTH]
        for column, (label, width) in enumerate(zip(labels, widths, strict=True)):
            self.sheet.write_string(self.row, column, label, self.formats.heading)
            self.sheet.set_column(column, column, width)
        self.row += 1

    def _pupil(self, pupil: TemplatePupil) -> None:
        given = (pupil.upn, pupil.surname, pupil.forename, pupil.dob, pupil.sex, pupil.nc_year)
        for column, value in enumerate(given):
            self._identity(column, value)
        for column, subject in enumerate(self.subjects, start=len(IDENTITY)):
            self._text(column, pupil.outcomes.get(subject.key, ""), self.formats.outcome)
        self._identity(self._last, pupil.entry)
        self.row += 1

    def _identity(self, column: int, value: str | date | None) -> None:
        """A cell that cannot be typed over, unless there is nothing in it."""
        if isinstance(value, date) and _FIRST_DAY <= value <= _LAST_DAY:
            self.sheet.write_datetime(self.row, column, value, self.formats.locked_day)
            return
        text = value.isoformat() if isinstance(value, date) else value or ""
        empty = self.formats.open_day if column in (_BORN, self._last) else self.formats.open
        self._text(column, text, self.formats.locked if text else empty)

    def _text(self, column: int, text: str, style: object) -> None:
        if text:
            self.sheet.write_string(self.row, column, valid_text(text), style)
        else:
            self.sheet.write_blank(self.row, column, None, style)

    def _lists(self, first: int, last: int) -> None:
        """The codes to choose from, beside each cell of the subject."""
        for column, subject in enumerate(self.subjects, start=len(IDENTITY)):
            rule = {
                "validate": "list",
                "source": [*subject.codes, *self.framework.absent],
                "error_title": "Choose a code from the list",
                "error_message": f"In {subject.label} only these codes are used. The second sheet says what they mean.",
            }
            self.sheet.data_validation(first, column, last, column, rule)

    def _mark_what_is_missing(self, first: int, last: int) -> None:
        if last >= first:
            column = len(IDENTITY)
            rule = {"type": "blanks", "format": self.formats.missing}
            self.sheet.conditional_format(first, column, last, column + len(self.subjects) - 1, rule)

    def _protect(self, heading: int) -> None:
        allowed = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
        self.sheet.protect("", allowed)
        self.sheet.freeze_panes(heading + 1, 3)
        self.sheet.set_selection(xl_rowcol_to_cell(heading + 1, len(IDENTITY)))

    def _print(self, school: TemplateSchool, heading: int) -> None:
        """On A4 across, as many pages as it takes, the headings on each."""
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(heading)
        self.sheet.print_area(0, 0, self.row - 1, self._last)
        name = valid_text(school.name)[:_LONGEST_NAME].replace("&", "&&")
        self.sheet.set_header(f"&L{name}&RPupils’ personal data: keep it safe")
        self.sheet.set_footer("&CPage &P of &N")
