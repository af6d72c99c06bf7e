"""A few schools' files on disk, made up: small CTFs whose pupils a test names."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from muster.checking import BatchPlan, check_many
from muster.formats.folder import Source, walk
from muster.formats.limits import Limits
from muster.formats.upn import check_letter
from muster.records import CheckContext, CheckResult, CollectionSettings
from tests.core.formats.ctf_text import FOUR, HEADER, assessed, ctf, row

CONTEXT = CheckContext(today=date(2026, 6, 26), year=2026)


class Made(NamedTuple):
    """One made-up pupil; the number becomes a right UPN, "" leaves it out."""

    number: str
    forename: str = "Alex"
    born: str = "2019-03-14"
    reading: str = "EXS"

    @property
    def upn(self) -> str:
        """The UPN that the number stands for."""
        digits = f"3302999{self.number:0>5}"
        return check_letter(f"?{digits}") + digits if self.number else ""

    @property
    def text(self) -> str:
        """The pupil as an element of a CTF."""
        rows = row("ENG", "REA", self.reading) + "".join(row(*keys) for keys in FOUR[1:])
        return (
            f"<Pupil><UPN>{self.upn}</UPN><Surname>Okazqxfor</Surname><Forename>{self.forename}</Forename>"
            f"<DOB>{self.born}</DOB><Sex>F</Sex>{assessed(rows)}</Pupil>"
        )


def write_ctf(folder: Path, estab: str, pupils: Iterable[Made], serial: int = 1) -> Path:
    """A school's file in the folder."""
    header = HEADER.replace("<Estab>2999</Estab>", f"<Estab>{estab}</Estab>").replace("<URN>999999</URN>", "")
    path = folder / f"330{estab}_KS1_330LLLL_{serial:03d}.xml"
    path.write_text(ctf(*(pupil.text for pupil in pupils), header=header), encoding="utf-8")
    return path


def sources(folder: Path) -> list[Source]:
    """The files of the folder, in order."""
    return list(walk(folder, Limits()))


def answers(folder: Path, *, processes: int = 1, plan: BatchPlan | None = None) -> list[CheckResult]:
    """The folder's files checked together."""
    return list(check_many(sources(folder), plan or BatchPlan(CONTEXT), processes=processes))


def crossing(answer: CheckResult) -> list[tuple[str, str | None]]:
    """The rule and pupil of each finding between schools."""
    return [(finding.rule, finding.upn) for finding in answer.findings if finding.rule.startswith("X")]


def softened(**settings: str) -> BatchPlan:
    """A plan in which query rules are notes, or off."""
    context = CheckContext(today=CONTEXT.today, year=2026, settings=CollectionSettings(softened=settings))
    return BatchPlan(context)


def classes(estab: int, count: int) -> Iterator[Made]:
    """Pupils that no other school has."""
    name = "".join(chr(97 + int(digit)) for digit in str(estab))
    return (Made(f"{estab % 100}{n:03d}", f"Alex{name}{chr(97 + n)}", f"2019-0{n % 9 + 1}-11") for n in range(count))
