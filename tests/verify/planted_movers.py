"""A made-up authority whose movers stand at both of their schools, in files and on the roll, beside their truth."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from muster.framework import Framework, load_framework
from muster.synthesis.block import Block, BlockMaker
from muster.synthesis.ctf_text import file_bytes
from muster.synthesis.planting import Planter
from muster.synthesis.returned import ReturnedFile, ReturnedPupil, returned_pupil
from muster.synthesis.schools import make_schools
from muster.synthesis.spells import Mover
from muster.synthesis.tables import Tables, history_rows, roll_rows, school_row

PUPILS_A_SCHOOL = 50
YEAR = 2026
DATES_UNKNOWN, DUAL = "dates unknown", "dual registration"


class Planted(NamedTuple):
    """A pupil who changed school within the authority; `both` says that both schools send them, not one alone."""

    mover: Mover
    both: bool

    @property
    def schools(self) -> tuple[str, str]:
        """The seven digits of the school whose roll has the pupil, and of the other."""
        first, second = self.mover.spells
        return first.school, second.school

    @property
    def kind(self) -> str:
        """Why its claims stand together, as cases say it."""
        if not self.both:
            return "elsewhere"
        return "former_upn" if self.mover.child.former_upn else "same_upn"

    @property
    def numbers(self) -> tuple[str, str]:
        """The UPN on the first school's roll, and the one that files have."""
        child = self.mover.child
        return child.former_upn or child.upn, child.upn


def make(folder: Path, schools: int, seed: int, keep: int | None = None, faults: float = 0.0) -> list[Planted]:
    """Write the authority; of pupils who never moved `keep` stay in each file and roll, if it is said.

    `faults` is the share of its pupils with a fault planted, as `muster synthesise` plants them.

    Of the movers between two of its schools, those whose first school submits are sent by both, of the others every
    second one; the rest are sent by the school that submits alone.
    """
    framework, planted = load_framework(YEAR), list[Planted]()
    made = make_schools(schools, schools * PUPILS_A_SCHOOL, seed, YEAR, "330")
    planter = Planter(made, faults, framework, seed)
    (folder / "returns").mkdir(parents=True)
    with Tables(folder) as tables:
        tables.write("schools", map(school_row, made))
        for block in BlockMaker(framework, seed, canary=False).blocks(made):
            planted += _sent_twice(block, len(planted))
            planter.plant(block)
            for file in block.files:
                _thin_out(file, keep)
                _write(file, folder / "returns", tables)
            tables.write("movers", chain.from_iterable(one.rows(*_period(framework)) for one in block.movers))
    return planted


def _period(framework: Framework) -> tuple[date, date]:
    return framework.dates.test_period_from, framework.dates.test_period_to


def _sent_twice(block: Block, before: int) -> Iterator[Planted]:
    files = {file.school.number: file for file in block.files}
    near = [one for one in block.movers if len(one.spells) > 1 and all(spell.school in files for spell in one.spells)]
    for number, mover in enumerate(near, start=before):
        both = mover.to is None or number % 2 == 0
        if both:
            _send_too(mover, files, block)
        yield Planted(mover, both)


def _send_too(mover: Mover, files: dict[str, ReturnedFile], block: Block) -> None:
    """Put the pupil into the file of the other school too, with that school's dates where its system gives them."""
    spell = mover.spells[1 if mover.to is None else 0]
    file = files[spell.school]
    again = returned_pupil(mover.child, file, block.draws, YEAR, None)
    has_dates = file.manner.history
    again.entry = spell.entered.isoformat() if spell.entered and has_dates else ""
    again.leaving = spell.left.isoformat() if spell.left and has_dates else ""
    file.pupils.append(again)


def _thin_out(file: ReturnedFile, keep: int | None) -> None:
    if keep is None:
        return
    stayed = [one for one in file.pupils if not one.child.moved]
    file.pupils[:] = [*_movers(file.pupils), *stayed[:keep]]
    kept = {id(one.line) for one in stayed[:keep]}
    gone = {id(one.line) for one in stayed} - kept
    file.roll[:] = [line for line in file.roll if id(line) not in gone]


def _movers(pupils: Sequence[ReturnedPupil]) -> list[ReturnedPupil]:
    return [one for one in pupils if one.child.moved]


def _write(file: ReturnedFile, folder: Path, tables: Tables) -> None:
    (folder / file.name).write_bytes(file_bytes(file))
    tables.write("roll", roll_rows(file))
    tables.write("history", history_rows(file))
    tables.write("truth", ((file.name, *row) for row in file.truth))
    tables.write("submitters", [(file.name, file.school.la, file.school.estab)])
