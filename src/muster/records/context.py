"""What a check is told beside the file: the day, the collection, the school that submits, what is already held."""

from datetime import date

import msgspec

from muster.records.expected import Expected


class SubmittingSchool(msgspec.Struct, frozen=True):
    """The school on whose behalf a file is sent. `predecessors` are seven-digit school numbers."""

    la: str
    estab: str
    urn: str | None = None
    name: str | None = None
    predecessors: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The seven-digit school number (LA and establishment)."""
        return self.la + self.estab


class SchoolThresholds(msgspec.Struct, frozen=True, kw_only=True):
    """From where on the school rules speak; shares and points in per cent, cohorts and counts in pupils."""

    change_points: int = 15
    change_p: float = 0.001
    same_cohort: int = 10
    same_science_cohort: int = 40
    absent_pupils: int = 3
    absent_share: int = 10
    higher_cohort: int = 20
    higher_share: int = 50
    file_share: int = 10
    file_pupils: int = 3


class CollectionSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What an authority sets for a collection; None leaves the framework's own date.

    `softened` maps the id of a query rule to "note" or "off", and that of any rule that may be to "waived".
    """

    la: str | None = None
    opened: date | None = None
    test_period_start: date | None = None
    test_period_end: date | None = None
    roll_date: date | None = None
    science: bool = True
    leaver_statuses: tuple[str, ...] = ("L", "P")
    thresholds: SchoolThresholds = SchoolThresholds()
    softened: dict[str, str] = {}


class CheckContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything beside the bytes that decides an answer. There is no clock: `today` is given."""

    today: date
    year: int
    settings: CollectionSettings = CollectionSettings()
    school: SubmittingSchool | None = None
    expected: Expected = Expected()
    receipts: frozenset[str] | None = None
