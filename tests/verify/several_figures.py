"""What the tables and sentences of a report of several schools should say, by what SQL works out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from muster.measures import COMBINED, Measure, is_small
from muster.measures.groups import GROUPS
from muster.measures.sentences import group_in_words
from muster.reporting.content.words import pupils, said
from tests.core.reporting.reading_sheets import numbers_in
from tests.verify.measures_sql import EVERYBODY
from tests.verify.report_figures import NAMES, SUBJECTS, Place, wanted_of
from tests.verify.told_by_sql import KS1, SHARES, Numbers, Sql, Told, Wanted, alone

_COLUMNS = {said("schools", measure, subject=NAMES[subject]): (subject, measure) for subject, measure in SHARES}
_COLUMNS |= {name: (subject, Measure.EXS_PLUS) for name, subject in SUBJECTS.items()}
_BANDS = {
    said("band", "lowest", above=40): range(40),
    **{said("band", "between", low=low, high=low + 9): range(low, low + 10) for low in (40, 50, 60, 70)},
    said("band", "highest", low=80): range(80, 101),
}
_WITH_THE_REST = {
    said("public", "or_not_known", group=group_in_words(group)): (one.value, group.value)
    for one, groups in GROUPS.items()
    for group in groups
}
_YEARS_FROM = 2000


class Several(NamedTuple):
    """Whose report it is, and what SQL works out; `schools` by name the number under which SQL has each.

    `compared` are the names of the schools of which the report says how they are spread.
    """

    name: str
    told: Told
    schools: dict[str, str]
    compared: Sequence[str]

    @property
    def together(self) -> Sql:
        """All of its schools."""
        return Sql(EVERYBODY, self.told)

    def school(self, name: str) -> Sql | None:
        """One of them, or all under the report's own name; None of what they are compared with."""
        number = EVERYBODY if name == self.name else self.schools.get(name)
        return Sql(number, self.told) if number else None

    def wanted(self, at: Place) -> Wanted | None:
        """What SQL works out for this place; None where it works out nothing."""
        match at.section:
            case "part-schools":
                return self._beside_others(at)
            case "part-support":
                return self._support(at)
            case "part-groups" if at.head in _WITH_THE_REST:
                return self._with_the_rest(at)
        return wanted_of(at, self.together, self.name)

    def in_short(self) -> Iterator[str]:
        """How the sentences on each subject begin."""
        numbers = self.together.numbers()
        for name, key in SUBJECTS.items():
            if key in KS1.by_key:
                yield said("short", "standard", subject=name, share=_in_words(numbers.reached(key)))

    def _beside_others(self, at: Place) -> Wanted | None:
        sql = self.school(at.head)
        return _in_row(at, sql) if sql else None

    def _support(self, at: Place) -> Wanted | None:
        sql = self.school(at.head)
        if sql is None:
            return self._in_band(_BANDS[at.head])
        if at.heading == said("column", "points_from_others"):
            points = sql.from_others(COMBINED)
            return None if points is None else alone(points)
        if at.table == "fallen" and at.heading in SUBJECTS:
            return _fall(at, sql)
        return _in_row(at, sql)

    def _in_band(self, band: range) -> Wanted:
        shown = [sql.numbers().reached(COMBINED).per_cent for one in self.compared if (sql := self.school(one))]
        return alone(sum(one in band for one in shown))

    def _with_the_rest(self, at: Place) -> Wanted:
        """Whose group is not known stands in the largest."""
        characteristic, group = _WITH_THE_REST[at.head]
        parts = [self.together.numbers(characteristic, one) for one in (group, None)]
        whole = sum(one.eligible for one in parts)
        if at.heading == said("column", "pupils"):
            return _of(whole, whole)
        return _of(sum(one.reached(SUBJECTS[at.heading]).part for one in parts), whole)


def _in_row(at: Place, sql: Sql) -> Wanted:
    """How many pupils a school has, or how many of them reach a standard."""
    numbers = sql.numbers()
    if at.heading == said("column", "pupils"):
        return numbers.share(numbers.eligible)
    return numbers.reached(*_COLUMNS[at.heading])


def _of(part: int, whole: int) -> Wanted:
    return Numbers(whole, {}, {}).share(part)


def _fall(at: Place, sql: Sql) -> Wanted | None:
    """The per cent of a former year, which is last year's where none is said, and this year's."""
    said_year = [int(one) for one in numbers_in(at.shown) if one > _YEARS_FROM]
    year = said_year[0] if said_year else KS1.year - 1
    before = sql.former(str(year), SUBJECTS[at.heading])
    now = sql.numbers().reached(SUBJECTS[at.heading])
    return Wanted(before.per_cent, now.per_cent, year) if before else None


def _in_words(wanted: Wanted) -> str:
    of = f"{wanted.part:,} of {pupils(wanted.whole)}"
    return of if is_small(wanted.whole) else f"{of} ({wanted.per_cent}%)"
