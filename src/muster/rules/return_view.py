"""One school's return as the rules see it: whose it is, which pupils count, and how far the checks go."""

from collections import Counter
from datetime import date
from enum import Enum
from functools import cached_property

import msgspec

from muster.framework import Framework
from muster.records import CheckContext, CollectionSettings, Kind, ResultsFile, RollEntry, SchoolRef
from muster.rules.pupil_view import PupilView, view_pupil
from muster.rules.roll_match import RollIndex, RollMatch, expected_entries, match_roll
from muster.rules.subject_reading import SubjectReading
from muster.rules.submitter import is_others, school_of, source_number


class Stop(Enum):
    """Why the checks go no further into the file."""

    UNREAD = "it could not be read"
    OTHER_SCHOOL = "it is another school's"
    NO_PUPIL = "it holds no pupil"
    NO_ROWS = "it holds no outcome of this assessment"
    OTHER_YEAR = "it holds outcomes of other years only"


class ReturnView(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A results file in its context. `pupils` are those kept; `left_out` those outside the collection (F18)."""

    file: ResultsFile
    context: CheckContext
    framework: Framework
    subjects: tuple[str, ...]
    school: SchoolRef | None
    stop: Stop | None
    pupils: tuple[PupilView, ...]
    left_out: tuple[PupilView, ...]
    roll: RollMatch | None

    @property
    def settings(self) -> CollectionSettings:
        """What the authority has set for the collection."""
        return self.context.settings

    @property
    def opened(self) -> date:
        """The day the collection opened."""
        return self.settings.opened or self.framework.dates.opens

    @property
    def test_period_from(self) -> date:
        """The first day of the test period."""
        return self.settings.test_period_start or self.framework.dates.test_period_from

    @property
    def la(self) -> str | None:
        """The number of the authority that collects: as set, else the submitting school's, else the file's own."""
        submitter = self.context.school.la if self.context.school else None
        return self.settings.la or submitter or (source_number(self.file.header) or "")[:3] or None

    @property
    def scaled(self) -> tuple[str, ...]:
        """The subjects judged on the scale: reading, writing and maths."""
        return self.framework.scaled

    @cached_property
    def assessed(self) -> tuple[PupilView, ...]:
        """The pupils with an accepted outcome."""
        return tuple(pupil for pupil in self.pupils if pupil.codes)

    @cached_property
    def unplain(self) -> tuple[tuple[PupilView, SubjectReading], ...]:
        """The subjects of pupils with outcomes that are anything but one accepted code written as it should be."""
        given = (pupil for pupil in self.pupils if pupil.record.outcomes)
        return tuple((pupil, reading) for pupil in given for reading in pupil.readings if not reading.plain)

    @cached_property
    def listed(self) -> Counter[str]:
        """How often each UPN stands in the file."""
        return Counter(pupil.upn for pupil in self.pupils if pupil.upn)

    @cached_property
    def outcomes(self) -> dict[str, dict[str, int]]:
        """How many children have each accepted code, by subject, no zeros; a pupil listed twice as `children` says."""
        return {subject: self._counted(subject) for subject in self.subjects}

    @cached_property
    def children(self) -> dict[str | int, dict[str, str]]:
        """Each child's used codes by subject; a pupil listed twice once, with what its entries agree on."""
        children: dict[str | int, dict[str, str]] = {}
        for place, pupil in enumerate(self.pupils):
            key = _child_key(place, pupil)
            children[key] = _agreed(children[key], pupil.codes) if key in children else pupil.codes
        return children

    @cached_property
    def cohort(self) -> tuple[dict[str, str], ...]:
        """The used codes of each child that the school rules count: not those who left (L, or P13)."""
        left = set(self.framework.left)
        return tuple(codes for codes in self.stayed.values() if left.isdisjoint(codes.values()))

    @cached_property
    def stayed(self) -> dict[int, dict[str, str]]:
        """Each child's used codes by the place of its first entry, without those who left before the tests (P13)."""
        keys = [_child_key(place, pupil) for place, pupil in enumerate(self.pupils)]
        gone = {key for key, pupil in zip(keys, self.pupils, strict=True) if self.left_before_tests(pupil)}
        first = {key: place for place, key in reversed([*enumerate(keys)])}
        return {first[key]: codes for key, codes in self.children.items() if key not in gone}

    def entry_of(self, place: int) -> RollEntry | None:
        """The expected roll's entry of the pupil at this place, None where there is none or no roll."""
        return self.roll.entries.get(place) if self.roll else None

    def left_before_tests(self, pupil: PupilView) -> bool:
        """Whether the file says that the pupil left this school before the test period (P13)."""
        left = pupil.record.leaving_date
        status = pupil.record.enrol_status.upper()
        return (left is not None and left < self.test_period_from) or status in self.settings.leaver_statuses

    def _counted(self, subject: str) -> dict[str, int]:
        counts = Counter(child[subject] for child in self.children.values() if subject in child)
        codes = self.framework.by_key[subject].codes + self.framework.absent + self.framework.outside
        return {code: counts[code] for code in codes if code in counts}


def view_return(file: ResultsFile, context: CheckContext, framework: Framework) -> ReturnView:
    """Settle a results file for the rules. Of another school's file no pupil is looked at."""
    subjects = tuple(s.key for s in framework.subjects if context.settings.science or s.key in framework.scaled)
    stop = _stop(file, context, framework)
    index = RollIndex(_expected(context, framework))
    kept, left_out = _sorted_out(_views(file, stop, framework, subjects), index, framework)
    roll = context.expected.roll if stop is None and index.entries else None
    return ReturnView(
        file=file,
        context=context,
        framework=framework,
        subjects=subjects,
        school=school_of(file, context),
        stop=stop,
        pupils=kept,
        left_out=left_out,
        roll=match_roll(roll, index, kept) if roll is not None else None,
    )


def _stop(file: ResultsFile, context: CheckContext, framework: Framework) -> Stop | None:
    if file.unread is not None:
        return Stop.UNREAD
    if is_others(file, context.school):
        return Stop.OTHER_SCHOOL
    if not file.pupils:
        return Stop.NO_PUPIL
    if file.kind is not Kind.CTF:
        return None if file.stages else Stop.NO_ROWS
    if not file.assessed_years:
        return Stop.NO_ROWS
    return None if str(framework.year) in file.assessed_years else Stop.OTHER_YEAR


def _views(
    file: ResultsFile, stop: Stop | None, framework: Framework, subjects: tuple[str, ...]
) -> tuple[PupilView, ...]:
    hidden = stop in (Stop.UNREAD, Stop.OTHER_SCHOOL)
    pupils = () if hidden else file.pupils
    return tuple(view_pupil(record, framework, subjects, place) for place, record in enumerate(pupils))


def _expected(context: CheckContext, framework: Framework) -> list[RollEntry]:
    if context.expected.roll is None:
        return []
    test_period_from = context.settings.test_period_start or framework.dates.test_period_from
    return expected_entries(context.expected.roll, framework.nc_year, context.settings, test_period_from)


def _sorted_out(
    views: tuple[PupilView, ...], index: RollIndex, framework: Framework
) -> tuple[tuple[PupilView, ...], tuple[PupilView, ...]]:
    """The pupils kept, and those outside the collection."""
    outside = {view for view in views if _looks_outside(view, framework) and index.find(view) is None}
    kept = tuple(view for view in views if view not in outside) if outside else views
    return kept, tuple(view for view in views if view in outside)


def _looks_outside(view: PupilView, framework: Framework) -> bool:
    """No row of the collection, and of another NC year (or, none given, born outside the cohort's range)."""
    if view.record.outcomes:
        return False
    if view.nc_year:
        return view.nc_year != framework.nc_year
    born = view.record.dob
    return born is not None and not framework.dates.born_from <= born <= framework.dates.born_to


def _child_key(place: int, pupil: PupilView) -> str | int:
    return pupil.upn or place


def _agreed(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    return {subject: code for subject, code in one.items() if other.get(subject) == code}
