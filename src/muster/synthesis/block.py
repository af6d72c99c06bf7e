"""A few neighbouring schools made together: their children, who moves among them, and the files they would send.

A block needs nothing of the blocks before it but the steering of the outcomes, so any number of schools is made in
the memory of one block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from muster.framework import Framework
from muster.synthesis.draws import Draws
from muster.synthesis.families import Registrar
from muster.synthesis.history import history_of
from muster.synthesis.movement import JOINING_FROM_AFAR, Movement
from muster.synthesis.outcomes import Teachers
from muster.synthesis.returned import ReturnedFile, RollLine, file_of, returned_pupil, roll_line
from muster.synthesis.schools import School
from muster.synthesis.spells import Mover

SCHOOLS_A_BLOCK = 8


@dataclass(slots=True, eq=False)
class Block:
    """The schools' files and registrars, in the schools' order, and everybody who moved."""

    files: list[ReturnedFile]
    registrars: list[Registrar]
    draws: Draws
    year: int
    movers: list[Mover] = field(default_factory=list)

    def registrar_of(self, file: ReturnedFile) -> Registrar:
        """The registrar of the file's school."""
        return self.registrars[self.files.index(file)]


class BlockMaker:
    """Makes an authority's blocks, one after the other."""

    def __init__(self, framework: Framework, seed: int, *, canary: bool) -> None:
        self._framework = framework
        self._seed = seed
        self._canary = canary
        self._teachers = Teachers()
        self._movement = Movement(framework)

    def blocks(self, schools: Sequence[School]) -> Iterator[Block]:
        """Block after block of the schools."""
        for first in range(0, len(schools), SCHOOLS_A_BLOCK):
            yield self._block(schools[first : first + SCHOOLS_A_BLOCK])

    def _block(self, schools: Sequence[School]) -> Block:
        draws = Draws(self._seed, "block", schools[0].index)
        registrars = [self._registrar(school) for school in schools]
        block = Block(
            [file_of(school, draws, self._framework.year) for school in schools],
            registrars,
            draws,
            self._framework.year,
        )
        for file, registrar in zip(block.files, registrars, strict=True):
            self._fill(file, registrar, block)
        for mover in block.movers:
            self._bring(mover, block)
        for file in block.files:
            file.pupils.sort(key=lambda pupil: (pupil.surname, pupil.forename, pupil.upn))
        return block

    def _registrar(self, school: School) -> Registrar:
        draws = Draws(self._seed, "children", school.index)
        return Registrar(school, self._framework, draws, self._canary)

    def _fill(self, file: ReturnedFile, registrar: Registrar, block: Block) -> None:
        """The roll, the pupils who stay, and those who come from afar."""
        school, draws, year = file.school, registrar.draws, self._framework.year
        children = registrar.cohort()
        self._teachers.judge(children, school.effect, draws, special=school.is_special)
        others = [other.school for other in block.files if other is not file]
        for child in children:
            line = roll_line(child, school)
            file.roll.append(line)
            if not self._movement.is_leaving(child, school, draws):
                file.pupils.append(returned_pupil(child, file, draws, year, line))
                continue
            mover = self._movement.leave(child, school, others, draws)
            block.movers.append(mover)
            if mover.stays or mover.submits == school.number:
                self._keep(mover, file, line, draws)
        file.history = history_of([child.codes for child in children], school.is_special, year, draws)
        self._receive(file, registrar, block)

    def _keep(self, mover: Mover, file: ReturnedFile, line: RollLine, draws: Draws) -> None:
        pupil = returned_pupil(mover.child, file, draws, self._framework.year, line)
        left = mover.spells[0].left
        pupil.leaving = left.isoformat() if left and file.manner.history else ""
        file.pupils.append(pupil)

    def _receive(self, file: ReturnedFile, registrar: Registrar, block: Block) -> None:
        draws, school = registrar.draws, file.school
        coming = sum(draws.chance(JOINING_FROM_AFAR) for _ in range(0 if school.is_special else school.size))
        for _ in range(coming):
            child = registrar.newcomer()
            mover = self._movement.arrive(child, school, draws)
            self._teachers.judge([child], school.effect, draws)
            block.movers.append(mover)
            if mover.submits == school.number:
                file.pupils.append(returned_pupil(child, file, draws, self._framework.year, None))

    def _bring(self, mover: Mover, block: Block) -> None:
        """Put a child who came from a school of the block into its new school's file."""
        if mover.origin is None or mover.to is None:
            return
        file = next(file for file in block.files if file.school is mover.to)
        pupil = returned_pupil(mover.child, file, block.draws, self._framework.year, None)
        entered = mover.spells[-1].entered
        pupil.entry = entered.isoformat() if entered and file.manner.history else ""
        file.pupils.append(pupil)
