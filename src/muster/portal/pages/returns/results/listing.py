"""The pupils of a version as a table shows them: in which order, and which of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from muster import measures
from muster.framework import Framework
from muster.measures.groups import disadvantage_of, language_of, sen_of, sex_of
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.reads.results import PupilResult
from muster.records import RollEntry

NO_OUTCOME = "none"
"""How an address says that a pupil has no outcome in a subject."""
PUPIL, BORN = "pupil", "born"
DOWN = "down"
_NAMELESS = IdentityRecord("", "")


class Group(StrEnum):
    """Pupils that a list is narrowed to: by the file's sex, and by what the roll says."""

    GIRLS = "girls"
    BOYS = "boys"
    DISADVANTAGED = "disadvantaged"
    OTHERS = "others"
    SEN_SUPPORT = "sen-support"
    EHC_PLAN = "ehc-plan"
    EAL = "eal"


_NARROWED: dict[measures.Group | None, Group] = {
    measures.Group.GIRLS: Group.GIRLS,
    measures.Group.BOYS: Group.BOYS,
    measures.Group.DISADVANTAGED: Group.DISADVANTAGED,
    measures.Group.OTHERS: Group.OTHERS,
    measures.Group.SEN_SUPPORT: Group.SEN_SUPPORT,
    measures.Group.EHC_PLAN: Group.EHC_PLAN,
    measures.Group.EAL: Group.EAL,
}
"""The groups of the measures that a list can be narrowed to."""


class Cell(msgspec.Struct, frozen=True):
    """A pupil's outcome in one subject; "" is none. `rank` orders it, the lowest first."""

    subject: str
    code: str
    rank: int

    @property
    def key(self) -> str:
        """The code as an address says it."""
        return self.code or NO_OUTCOME

    @property
    def place(self) -> str:
        """The rank as a table's cell has it, by which scripts sort: a text, which templates need not put in words."""
        return str(self.rank)


class Pupil(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil as a line of a list has them; `surname` is "" where the name was erased. `rank` orders by name.

    `is_struck` says that the pupil is counted at another school.
    """

    child: str
    surname: str
    forename: str
    upn: str
    dob: date | None
    cells: tuple[Cell, ...]
    groups: frozenset[Group]
    rank: int = 0
    is_shown: bool = True
    is_struck: bool = False

    @property
    def name(self) -> str:
        """Surname first, as lists are read; "" where it was erased."""
        return ", ".join(part for part in (self.surname, self.forename) if part)

    @property
    def place(self) -> str:
        """The rank as a cell has it."""
        return str(self.rank)

    @property
    def born(self) -> str:
        """The date of birth, short; "" where there is none."""
        return f"{self.dob.day} {self.dob:%b %Y}" if self.dob else ""

    @property
    def born_place(self) -> str:
        """The date of birth as a cell has it, for sorting."""
        return str(self.dob.toordinal() if self.dob else 0)

    @property
    def grouped(self) -> str:
        """The groups as a line's attribute names them, for scripts."""
        return " ".join(sorted(self.groups))

    @property
    def codes(self) -> dict[str, str]:
        """The outcomes by subject, as measures take them."""
        return {cell.subject: cell.code for cell in self.cells}


class Choice(msgspec.Struct, frozen=True):
    """What an address asks of the list: which pupils, in which order. What it says wrongly counts as not said."""

    subject: str = ""
    code: str = ""
    group: str = ""
    sort: str = PUPIL
    order: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether pupils may be left out."""
        return bool(self.code or self.group)

    def sorted_by(self, column: str) -> str:
        """The query of the list sorted by a column: the other way round where it is so already."""
        order = DOWN if self.sort == column and self.order != DOWN else ""
        said = {"subject": self.subject, "code": self.code, "group": self.group, "sort": column, "order": order}
        return urlencode({name: value for name, value in said.items() if value})

    def direction(self, column: str) -> str:
        """How the column is sorted, as `aria-sort` says it."""
        if self.sort != column:
            return "none"
        return "descending" if self.order == DOWN else "ascending"

    def fits(self, pupil: Pupil) -> bool:
        """Whether the list shows the pupil: of the group, with the outcome in the subject, or in any."""
        if self.group and self.group not in pupil.groups:
            return False
        asked = [cell.key for cell in pupil.cells if self.subject in ("", cell.subject)]
        return not self.code or self.code in asked


def choice_in(given: QueryDict, subjects: Iterable[str], codes: Iterable[str]) -> Choice:
    """What the address asks for."""
    keys, groups = list(subjects), [str(group) for group in Group]
    return Choice(
        subject=_one_of(given, "subject", keys),
        code=_one_of(given, "code", [*codes, NO_OUTCOME]),
        group=_one_of(given, "group", groups),
        sort=_one_of(given, "sort", [BORN, *keys]) or PUPIL,
        order=_one_of(given, "order", [DOWN]),
    )


def pupils_of(
    results: Iterable[PupilResult], framework: Framework, subjects: Iterable[str], roll: Mapping[str, RollEntry]
) -> list[Pupil]:
    """The pupils by name. `roll` has what the roll says of each child by the child's key."""
    keys = tuple(subjects)
    found = [_pupil(one, framework, keys, roll.get(one.child)) for one in results]
    found.sort(key=lambda pupil: (not pupil.surname, pupil.surname.casefold(), pupil.forename.casefold()))
    return [msgspec.structs.replace(pupil, rank=rank) for rank, pupil in enumerate(found, start=1)]


def chosen(pupils: Iterable[Pupil], choice: Choice) -> list[Pupil]:
    """All the pupils in the order asked for, each knowing whether it is shown; equal ones stand by name."""
    marked = [msgspec.structs.replace(pupil, is_shown=choice.fits(pupil)) for pupil in pupils]
    return sorted(marked, key=lambda pupil: _place(pupil, choice.sort), reverse=choice.order == DOWN)


def _place(pupil: Pupil, column: str) -> int:
    if column == PUPIL:
        return pupil.rank
    if column == BORN:
        return pupil.dob.toordinal() if pupil.dob else 0
    return next((cell.rank for cell in pupil.cells if cell.subject == column), 0)


def _pupil(result: PupilResult, framework: Framework, subjects: tuple[str, ...], entry: RollEntry | None) -> Pupil:
    who = result.who or _NAMELESS
    cells = []
    for subject in subjects:
        code = str(getattr(result.row, subject))
        cells.append(Cell(subject, code, _rank(framework, subject, code)))
    return Pupil(
        child=result.child,
        surname=who.surname,
        forename=who.forename,
        upn=who.upn,
        dob=who.dob,
        cells=tuple(cells),
        groups=frozenset(_groups(who, entry)),
        is_struck=result.is_struck,
    )


def _rank(framework: Framework, subject: str, code: str) -> int:
    """The framework lists a subject's codes from the highest; those without a judgement come below, none last."""
    codes = [*framework.by_key[subject].codes, *framework.absent, *framework.outside]
    return len(codes) - codes.index(code) if code in codes else 0


def _groups(who: IdentityRecord, entry: RollEntry | None) -> Iterable[Group]:
    known = [sex_of(who.sex)]
    if entry is not None:
        known += [disadvantage_of(entry), sen_of(entry), language_of(entry)]
    yield from (_NARROWED[group] for group in known if group in _NARROWED)


def _one_of(given: QueryDict, name: str, known: list[str]) -> str:
    said = given.get(name, "")
    return said if said in known else ""
