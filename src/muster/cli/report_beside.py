"""What the schools of a folder are compared with: each other, by authority and kind, and the national figures."""

from muster.cli.report_folder import ReportFolder, authority_name
from muster.measures import Coverage, GroupedCounts, count_groups, coverage_of, kind_of_school
from muster.reporting.content import Beside, Comparator, ReportInputs, of_schools, published

ENGLAND = "England"


class Besides:
    """Takes the schools one after another, then says what each is compared with."""

    def __init__(self, schools: ReportFolder) -> None:
        self._schools = schools
        self._counts: dict[str, GroupedCounts] = {}
        self._expected: dict[str, int | None] = {}
        self._kinds: dict[str, str] = {}
        self._made: dict[tuple[str, str], Comparator] = {}
        self._national = published(schools.framework, ENGLAND)

    def add(self, number: str, inputs: ReportInputs) -> GroupedCounts:
        """Count a school's pupils."""
        pupils = [one.measured for one in inputs.pupils]
        counts = self._counts[number] = count_groups(inputs.framework, pupils, science=inputs.science)
        self._expected[number] = inputs.expected
        self._kinds[number] = kind_of_school(inputs.school.type, inputs.school.phase)
        return counts

    def of(self, number: str) -> tuple[Comparator, ...]:
        """What a school is compared with; to be asked when all have been added."""
        authority = number[:3]
        kinds = [""] + [kind for kind in (self._kinds[number],) if kind]
        found = [self._comparator(authority, kind) for kind in kinds]
        return (*found, self._national)

    def _comparator(self, authority: str, kind: str) -> Comparator:
        """An authority's schools, or those of one kind in it."""
        key = (authority, kind)
        if key not in self._made:
            numbers = [one for one in self._counts if one[:3] == authority and kind in ("", self._kinds[one])]
            beside = Beside.ALIKE if kind else Beside.AUTHORITY
            name = authority_name(authority)
            label = f"{kind.capitalize()} schools in {name}" if kind else name
            counts = [self._counts[one] for one in numbers]
            coverage = self._coverage(authority, numbers, kind)
            self._made[key] = of_schools(self._schools.framework, beside, label, counts, coverage=coverage)
        return self._made[key]

    def _coverage(self, authority: str, numbers: list[str], kind: str) -> Coverage:
        asked = {one for one in self._schools.asked if one[:3] == authority and kind in ("", self._kind_of(one))}
        counts, expected = [self._counts[one].all for one in numbers], [self._expected[one] for one in numbers]
        return coverage_of(counts, len(asked | set(numbers)), expected)

    def _kind_of(self, number: str) -> str:
        row = self._schools.row_of(number)
        return kind_of_school(row.type, row.phase) if row else ""
