"""Kinds of option: a school's number, an authority's, a day."""

import re
from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    _Text = click.ParamType[str]
    _Date = click.ParamType[date]
    _Days = click.ParamType[tuple[date, date]]
else:
    _Text = _Date = _Days = click.ParamType


class SchoolNumber(_Text):
    """A school's seven-digit number, LA and establishment (3302001, 330/2001 and 330 2001 are the same)."""

    name = "number"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The seven digits; anything else is refused with a sentence."""
        digits = re.sub(r"[\s/-]", "", value)
        if not re.fullmatch(r"\d{7}", digits, re.ASCII):
            self.fail(f"{value} is not a school number: it has seven digits, the authority's three first.", param, ctx)
        return digits


class Digits(_Text):
    """A number with a fixed count of digits, kept as text because it may begin with 0."""

    name = "number"

    def __init__(self, count: int, what: str) -> None:
        self._count = count
        self._what = what

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The digits; anything else is refused with a sentence."""
        digits = value.strip()
        if len(digits) != self._count or not (digits.isascii() and digits.isdecimal()):
            self.fail(f"{value} is not {self._what}: that has {self._count} digits.", param, ctx)
        return digits


class Day(_Date):
    """A day as year-month-day (2026-06-26)."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; anything else is refused with a sentence."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            self.fail(f"{value} is not a day: write year, month and day like 2026-06-26.", param, ctx)


class Days(_Days):
    """The days from one to another, both included (2026-05-01/2026-05-31), at most so many."""

    name = "day/day"

    def __init__(self, most: int) -> None:
        self._most = most

    def convert(
        self, value: str | tuple[date, date], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """The first and the last day; anything else is refused with a sentence."""
        if isinstance(value, tuple):
            return value
        begin, stroke, end = value.partition("/")
        if not stroke:
            self.fail(f"{value} is not two days: write them like 2026-05-01/2026-05-31.", param, ctx)
        first, last = DAY.convert(begin, param, ctx), DAY.convert(end, param, ctx)
        if not 0 <= (last - first).days < self._most:
            self.fail(f"{value} has to end after it begins, at most {self._most} days long.", param, ctx)
        return first, last


SCHOOL = SchoolNumber()
AUTHORITY = Digits(3, "an authority's number")
ESTABLISHMENT = Digits(4, "an establishment number")
URN = Digits(6, "a school's URN")
DAY = Day()
