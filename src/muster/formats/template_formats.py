"""How the cells of the spreadsheet to fill in look, and which of them can be typed in."""

import xlsxwriter

_DAY = "d mmm yyyy"
"""The month in letters: saved as CSV on a computer set to another country, a day stays the same day."""

_TEXT = "@"
"""What is typed stays as it is typed: no number, no date."""


class Formats:
    """The formats of one workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        edge = {"border": 1, "border_color": "#b1b4b6", "valign": "vcenter"}
        still = {**edge, "bg_color": "#f3f2f1"}
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.label = workbook.add_format({"bold": True})
        self.words = workbook.add_format({})
        self.heading = workbook.add_format({**edge, "bold": True, "bg_color": "#d2e2f1", "text_wrap": True})
        self.locked = workbook.add_format({**still, "num_format": _TEXT})
        self.locked_day = workbook.add_format({**still, "num_format": _DAY, "align": "left"})
        self.open = workbook.add_format({**edge, "num_format": _TEXT, "locked": False})
        self.open_day = workbook.add_format({**edge, "num_format": _DAY, "align": "left", "locked": False})
        self.outcome = workbook.add_format({**edge, "num_format": _TEXT, "align": "center", "locked": False})
        self.missing = workbook.add_format({"bg_color": "#fff7bf"})
        self.explained = workbook.add_format({**edge, "text_wrap": True, "valign": "top"})
        self.code = workbook.add_format({**edge, "bold": True, "valign": "top"})
