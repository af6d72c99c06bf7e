"""The spells of children who moved, in the columns of `muster movers`, beside the answers."""

from dataclasses import dataclass
from datetime import date

from muster.synthesis.children import Child
from muster.synthesis.schools import School

ELSEWHERE = ("3312611", "3322634", "3332702", "3342655", "3552718", "8922640", "3733611", "3833642")
"""Schools of other English authorities that submit there."""

NOT_TAKING_PART = ("3306011", "3316024", "8886035", "3736042")
"""Schools that take no part, independent ones mostly."""

COLUMNS = (
    "pupil", "la", "estab", "entry_date", "leaving_date", "participating", "registration",
    "days", "case", "submits", "rule",
)  # fmt: skip


@dataclass(slots=True)
class Spell:
    """A child's time at one school: the first and the last day on roll, None where not known or not over."""

    school: str
    entered: date | None
    left: date | None
    participating: str = "Y"
    registration: str = "main"

    def days_between(self, first: date, last: date) -> int:
        """Calendar days on roll from the first to the last day, both counted."""
        begin = max(first, self.entered or first)
        end = min(last, self.left or last)
        return max(0, (end - begin).days + 1)


@dataclass(slots=True)
class Mover:
    """A child who moved, and who submits it: `submits` is "" where nobody of an English school does, or both are asked.

    `origin` is the school whose roll holds the child, `to` the school of the block whose file does instead;
    `stays` says that the school of origin submits although the child has gone.
    """

    child: Child
    case: str
    spells: list[Spell]
    submits: str
    rule: str
    origin: School | None = None
    to: School | None = None
    stays: bool = False

    def rows(self, first: date, last: date) -> list[tuple[str, ...]]:
        """A row a spell; the days are those of the test period."""
        return [
            (
                self.child.upn,
                spell.school[:3],
                spell.school[3:],
                _day(spell.entered),
                _day(spell.left),
                spell.participating,
                spell.registration,
                "" if self.case == "dates unknown" else str(spell.days_between(first, last)),
                self.case,
                self.submits,
                self.rule,
            )
            for spell in self.spells
        ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
