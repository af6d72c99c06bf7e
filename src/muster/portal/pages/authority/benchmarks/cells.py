"""The cells of a set of national figures: one for each figure that is usually published."""

from collections.abc import Iterable

import msgspec
from django import forms
from django.forms import BoundField

from muster.framework import Framework
from muster.measures import COMBINED, Group, Measure
from muster.measures.sentences import group_in_words
from muster.portal.benchmarks.entering import MEASURES, Key, Typed
from muster.portal.benchmarks.models import FigureSet

GROUPS = ("", Group.GIRLS, Group.BOYS, Group.DISADVANTAGED, Group.OTHERS)
"""The columns: all pupils, then the groups of which national figures are published."""

_LONGEST = 20


class Line(msgspec.Struct, frozen=True):
    """A row of cells: of a subject and a measure, in words, with a key a cell."""

    label: str
    keys: tuple[Key, ...]


def lines_of(framework: Framework, kind: FigureSet.Kind) -> list[Line]:
    """The rows; reading, writing and maths together alone where figures are not published ones."""
    scaled = [(key, framework.by_key[key].label) for key in framework.scaled]
    others = [(key, one.label) for key, one in framework.by_key.items() if key not in framework.scaled]
    rows = [_line(key, label, Measure.EXS_PLUS, GROUPS) for key, label in scaled]
    rows += [_line(key, label, Measure.GDS) for key, label in scaled]
    rows += [_line(key, label, Measure.EXS_PLUS) for key, label in others]
    if kind == FigureSet.Kind.EMERGING:
        rows += [_line(COMBINED, "Reading, writing and maths", one) for one in Measure]
    return rows


def columns() -> list[str]:
    """The columns' names."""
    return [_group(one) for one in GROUPS]


def fields_of(lines: Iterable[Line]) -> dict[str, forms.Field]:
    """A field a cell, by its name; what is typed is judged with the whole set."""
    return {name_of(key): _field(line, key) for line in lines for key in line.keys}


def name_of(key: Key) -> str:
    """The name of a cell's field."""
    return "-".join(("cell", *key))


def typed_in(lines: Iterable[Line], given: dict[str, str]) -> tuple[Typed, ...]:
    """The figures of the cells that are not empty."""
    return tuple(
        Typed(*key, text) for line in lines for key in line.keys if (text := str(given.get(name_of(key)) or "").strip())
    )


def drawn(form: forms.Form, lines: Iterable[Line]) -> list[tuple[str, list[BoundField | None]]]:
    """The rows with their cells as a page draws them; None where there is no cell."""
    return [(line.label, [_drawn(form, line, group) for group in GROUPS]) for line in lines]


def _drawn(form: forms.Form, line: Line, group: str) -> BoundField | None:
    return next((form[name_of(key)] for key in line.keys if key[2] == group), None)


def _line(subject: str, label: str, measure: Measure, groups: tuple[str, ...] = ("",)) -> Line:
    keys = tuple((subject, measure.value, str(one)) for one in groups)
    return Line(f"{label.capitalize()}, {MEASURES[measure]}", keys)


def _field(line: Line, key: Key) -> forms.Field:
    label = f"{line.label}: {_group(key[2]).lower()}"
    attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-3", "aria-label": label}
    return forms.CharField(label=label, required=False, max_length=_LONGEST, widget=forms.TextInput(attrs))


def _group(group: str) -> str:
    return group_in_words(Group(group)) if group else "All pupils"
