"""What measures are in words; every sentence stands in `sentences.toml`."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from muster.measures.change import Change
from muster.measures.compare import Withheld
from muster.measures.coverage import Coverage
from muster.measures.differences import Difference
from muster.measures.groups import Characteristic, Group, Known
from muster.measures.shares import Share
from muster.measures.smallness import is_small
from muster.measures.trend import Point


def group_in_words(group: Known) -> str:
    """The group as a table's row begins ("Girls"; "Not known")."""
    return _said("group", group) if group else _said("words", "not_known")


def beside_in_words(group: Group | None) -> str:
    """The group that another is compared with, None for all others together."""
    return group_in_words(group) if group else _said("words", "all_others")


def characteristic_in_words(characteristic: Characteristic) -> str:
    """What divides pupils into groups, as a heading."""
    return _said("characteristic", characteristic)


def difference_in_words(difference: Difference) -> str:
    """What may be said of a gap, or of a share beside a figure."""
    return _said("difference", difference.verdict)


def change_in_words(change: Change) -> str:
    """What may be said of a change between two years."""
    return _said("change", change.verdict)


def missing_in_words(point: Point) -> str:
    """Why a year of a trend has no figure; "" where it has one."""
    return _said("missing", point.missing, year=point.year) if point.missing else ""


def break_in_words(year: int) -> str:
    """What a break after a year means."""
    return _said("break", "one", year=year)


def withheld_in_words(withheld: Withheld) -> str:
    """Why there is no figure to compare with."""
    return _said("withheld", withheld.reason)


def caution_in_words(pupils: int) -> str:
    """What to mind in a group of so many pupils; "" where it is not small."""
    if not pupils:
        return _said("caution", "nobody")
    return _said("caution", "small", pupils=_pupils(pupils)) if is_small(pupils) else ""


def one_pupil_in_words(pupils: int) -> str:
    """How much one pupil of so many makes; "" of none."""
    points = Share(0, pupils).one_pupil
    return "" if points is None else _said("caution", "one_pupil", points=points)


def coverage_in_words(coverage: Coverage) -> str:
    """How many schools and pupils a figure rests on, in one or two sentences."""
    return " ".join(_coverage(coverage))


def hidden_in_words() -> str:
    """What a dash in a table for publication stands for."""
    return _said("suppressed", "note")


def hidden_cell_in_words() -> str:
    """The same for one cell, as a screen reader says it."""
    return _said("suppressed", "cell")


def hidden_table_in_words() -> str:
    """Why a whole table is left out."""
    return _said("suppressed", "table")


def _coverage(coverage: Coverage) -> Iterator[str]:
    facts = {name: f"{value:,}" for name, value in msgspec.structs.asdict(coverage).items() if value is not None}
    yield _said("coverage", "schools", **facts, per_cent=coverage.schools.per_cent or 0)
    if coverage.pupils_expected is None:
        yield _said("coverage", "pupils_alone", **facts)
    elif coverage.pupils is None:
        yield _said("coverage", "more_pupils", **facts)
    else:
        yield _said("coverage", "pupils", **facts, per_cent=coverage.pupils.per_cent or 0)


def _pupils(number: int) -> str:
    return "1 pupil" if number == 1 else f"{number} pupils"


def _said(chapter: str, key: str, **facts: object) -> str:
    return _catalogue()[chapter][key].format(**facts)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = (files("muster.measures") / "sentences.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, dict[str, str]])
