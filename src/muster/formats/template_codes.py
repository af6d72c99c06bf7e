"""The sheet that says what the codes mean, beside the sheet to fill in."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from muster.formats.template_formats import Formats
from muster.framework import Framework, Subject

_WIDTHS = (9, 58, 34)


def write_codes(sheet: Worksheet, formats: Formats, framework: Framework, subjects: Sequence[Subject]) -> None:
    """A row a code: what it means in the field's words, and the subjects that it is used in."""
    for column, (label, width) in enumerate(zip(("Code", "What it means", "Used in"), _WIDTHS, strict=True)):
        sheet.write_string(0, column, label, formats.heading)
        sheet.set_column(column, column, width)
    for row, code in enumerate(_codes(framework, subjects), start=1):
        sheet.write_string(row, 0, code, formats.code)
        sheet.write_string(row, 1, framework.meanings.get(code, code), formats.explained)
        sheet.write_string(row, 2, _used_in(code, framework, subjects), formats.explained)
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect()


def _codes(framework: Framework, subjects: Sequence[Subject]) -> list[str]:
    """Every code that can be chosen, the highest of the scale first."""
    return list(dict.fromkeys([*(code for one in subjects for code in one.codes), *framework.absent]))


def _used_in(code: str, framework: Framework, subjects: Sequence[Subject]) -> str:
    labels = [one.label for one in subjects if code in one.codes or code in framework.absent]
    return ", ".join(labels)
