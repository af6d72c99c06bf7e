"""`muster movers` at work: spells read from a table, put together by pupil, answered one by one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import msgspec

from muster.cli.clock import today
from muster.cli.collection import framework_for
from muster.cli.console import printable, say, tell, wrapped
from muster.cli.json_lines import binary_output, whole
from muster.cli.trouble import COULD_NOT_RUN, CannotRun, why_not
from muster.formats.reference_rows import TableFault
from muster.formats.spells import SpellRow, read_spells
from muster.movers import (
    Answer,
    Period,
    Registration,
    Spell,
    Task,
    need_in_words,
    source_in_words,
    task_in_words,
    who_submits,
)
from muster.rules.causes import counted
from muster.rules.sentences import listed

_SHOWN = 20
_MOST_SPELLS = 12
"""No pupil has more in a year; every combination of their unknown dates is tried."""

_encode = msgspec.json.Encoder().encode


class MoversRun:
    """Answers for the pupils of a table."""

    def __init__(self, test_period: tuple[date, date] | None, year: int | None) -> None:
        dates = framework_for(year, today()).dates
        self._period = Period(*(test_period or (dates.test_period_from, dates.test_period_to)))

    def tell(self, path: Path, *, as_json: bool) -> int:
        """Print an answer for each pupil, in the order of their first rows; the exit status."""
        pupils = _by_pupil(path)
        if pupils is None:
            return COULD_NOT_RUN
        unsettled = 0
        for pupil, spells in pupils.items():
            answer = who_submits(spells, self._period)
            unsettled += bool(answer.needs)
            _tell_json(pupil, answer) if as_json else _tell_words(pupil, answer)
        if not as_json:
            say(f"{counted(len(pupils), 'pupil')}, {len(pupils) - unsettled:,} settled, {unsettled:,} not yet.")
        return 1 if unsettled else 0


def _by_pupil(path: Path) -> Mapping[str, Sequence[Spell]] | None:
    """The spells of each pupil; None, with each fault told, where a row is faulty."""
    pupils: dict[str, list[Spell]] = {}
    faults = 0
    for row in _rows(path):
        fault = row if isinstance(row, TableFault) else _taken(row, pupils)
        faults += fault is not None
        if fault is not None and faults <= _SHOWN:
            tell(str(fault))
    if faults > _SHOWN:
        tell(f"And {faults - _SHOWN:,} more rows with a fault.")
    if faults:
        tell("No pupil is answered before every row is right.")
    elif not pupils:
        raise CannotRun(f"{path.name} has no rows below its headings.")
    return None if faults else pupils


def _rows(path: Path) -> Iterator[SpellRow | TableFault]:
    try:
        yield from read_spells(path)
    except TableFault as fault:
        raise CannotRun(str(fault)) from fault
    except OSError as fault:
        raise CannotRun(why_not(fault, path)) from fault


def _taken(row: SpellRow, pupils: dict[str, list[Spell]]) -> TableFault | None:
    """Put the row to its pupil's; what is wrong where they have too many."""
    spells = pupils.setdefault(row.pupil, [])
    if len(spells) >= _MOST_SPELLS:
        return TableFault(f"a pupil has at most {_MOST_SPELLS} rows.", row.row, "pupil", "many")
    registration = Registration.DUAL if row.dual else Registration.MAIN
    spells.append(Spell(row.school, row.entry, row.leaving, row.participating, registration))
    return None


def _tell_json(pupil: str, answer: Answer) -> None:
    line = {
        "pupil": whole(pupil),
        "submits": answer.submits,
        "rule": answer.rule,
        "days": answer.days,
        "needs": [need_in_words(need) for need in answer.needs],
    }
    binary_output().write(_encode(line) + b"\n")


def _tell_words(pupil: str, answer: Answer) -> None:
    """The answer in lines: who submits and why, the days, what to do, what is needed."""
    who = f"{answer.submits} submits" if answer.submits else "not settled" if answer.needs else "nobody here submits"
    say(wrapped(f"{printable(pupil)}: {who}. {source_in_words(answer.source)}", "  ", first=""))
    if answer.days:
        days = listed([f"{counted(days, 'day')} at {school}" for school, days in answer.days.items()])
        say(wrapped(f"In the test period: {days}.", "  "))
    if answer.needs:
        say(wrapped(f"Still needed: {listed([need_in_words(need) for need in answer.needs])}.", "  "))
    tasks = [to_do for to_do in answer.to_do if to_do.what is not Task.SAY]
    for school, those in groupby(tasks, key=lambda to_do: to_do.school):
        say(wrapped(f"{school}: {', then '.join(task_in_words(to_do.what) for to_do in those)}.", "  "))
