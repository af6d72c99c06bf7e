"""A made-up child: who it is, what a census knows of it, and what its teacher judged."""

from dataclasses import dataclass, field
from datetime import date

from muster.synthesis.names import Community

SUBJECTS = ("reading", "writing", "maths", "science")
READING, WRITING, MATHS, SCIENCE = range(4)


@dataclass(slots=True, eq=False)
class Child:
    """One child of the cohort. `codes` are the outcomes in the order of SUBJECTS.

    `odd` marks what real children bring with them (a temporary UPN, one name only, another age): no fault is
    planted on such a child, nor on one who `moved`.
    """

    upn: str
    surname: str
    forename: str
    dob: date
    sex: str
    community: Community
    language: str
    ethnicity: str
    sen: str
    fsm: str
    disadvantaged: str
    entry: date
    newcomer: bool = False
    gld: str = ""
    phonics: str = ""
    former_upn: str = ""
    roll_surname: str = ""
    codes: list[str] = field(default_factory=list)
    odd: bool = False
    moved: bool = False

    @property
    def levels(self) -> tuple[str, str, str, str, str]:
        """The groups that national figures are told by: sex, disadvantage, SEN, first language, term of birth."""
        return (
            self.sex,
            "disadvantaged" if self.disadvantaged == "Y" else "others",
            self.sen,
            "english" if self.language == "ENG" else "other",
            term_of_birth(self.dob),
        )


def term_of_birth(dob: date) -> str:
    """Autumn for September to December, spring for January to April, else summer."""
    return "autumn" if dob.month >= 9 else "spring" if dob.month <= 4 else "summer"
