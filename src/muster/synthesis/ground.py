"""Where a fault is planted: a school's file in its block, and the pupils who can still take one."""

from dataclasses import dataclass, field

from muster.framework import Framework
from muster.synthesis.block import Block
from muster.synthesis.draws import Draws
from muster.synthesis.families import Registrar
from muster.synthesis.names import with_canary
from muster.synthesis.returned import ReturnedFile, ReturnedPupil, RollLine

_STANDARDS = frozenset(("WTS", "EXS", "GDS"))


@dataclass(slots=True, eq=False)
class Ground:
    """A file open to faults. `plain` are pupils of the roll with nothing odd about them, in a drawn order."""

    file: ReturnedFile
    block: Block
    framework: Framework
    plain: list[ReturnedPupil] = field(default_factory=list)

    @property
    def draws(self) -> Draws:
        """The school's own draws."""
        return self.registrar.draws

    @property
    def registrar(self) -> Registrar:
        """The school's registrar."""
        return self.block.registrar_of(self.file)

    @property
    def year(self) -> int:
        """The collection's year."""
        return self.framework.year

    def take(self) -> tuple[ReturnedPupil, RollLine]:
        """A plain pupil with its line on the roll; nobody takes it again. Raises IndexError where none is left."""
        pupil = self.plain.pop()
        pupil.planted = True
        if pupil.line is None:
            raise ValueError("A plain pupil stands on the roll.")
        return pupil, pupil.line

    def other_surname(self, pupil: ReturnedPupil) -> str:
        """A surname that the pupil does not have."""
        surname = f"{pupil.child.community.surname(self.draws)[0]}-Field"
        return with_canary(surname) if self.registrar.canary else surname

    def others(self) -> list[ReturnedFile]:
        """The block's other mainstream files, in no zip, without a fault of their own."""
        return [other for other in self.block.files if other is not self.file and is_open(other)]


def ground_of(file: ReturnedFile, block: Block, framework: Framework) -> Ground:
    """The ground that a file offers."""
    ground = Ground(file, block, framework)
    ground.plain = ground.draws.shuffled([pupil for pupil in file.pupils if is_plain(pupil)])
    return ground


def is_open(file: ReturnedFile) -> bool:
    """Whether the file is a mainstream school's, in no zip, and has no fault of its own."""
    return not (file.fault or file.lent or file.school.is_special) and not file.manner.zipped


def is_plain(pupil: ReturnedPupil) -> bool:
    """Whether the pupil has a line on the roll, outcomes at the standards, and nothing odd, moved or planted."""
    child = pupil.child
    free = not (child.odd or child.moved or pupil.planted)
    return free and pupil.line is not None and _STANDARDS.issuperset(child.codes[:3])
