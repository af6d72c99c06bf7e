"""Which of an authority's schools a row of its list is, and whether the rows can be believed."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec
from django.core.exceptions import ValidationError

from muster.formats.reference import SchoolRow
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School, Trust

FIELDS = (
    "la", "estab", "urn", "name", "phase", "type", "trust", "mis", "email", "areas", "predecessors", "opened", "closed",
)  # fmt: skip
"""What a row says of a school."""

_ALWAYS = ("la", "estab", "urn", "name", "predecessors")
"""What every row says, or adds to."""


class Match(msgspec.Struct, frozen=True):
    """A row, and the school that it is (None where the school is new); `absorbs` are others that it replaced."""

    row: SchoolRow
    school: School | None
    absorbs: tuple[School, ...] = ()


def check(rows: Sequence[SchoolRow]) -> None:
    """Raises Refusal where a row has no URN, or two rows name one school."""
    for row in rows:
        if not row.urn:
            raise Refusal("school_without_urn", school=row.name or number_of(row))
    for numbers in ([number_of(row) for row in rows], [row.urn for row in rows]):
        number, times = Counter(numbers).most_common(1)[0] if numbers else ("", 0)
        if times > 1:
            raise Refusal("school_twice", number=number)


def match(known: Sequence[School], rows: Sequence[SchoolRow]) -> Iterator[Match]:
    """Each row with its school: by number, else by URN, else the one that it alone replaced and no other row names.

    A row that says only that a school has closed, which another row replaced, is passed over. Raises Refusal where
    number and URN are two schools' of the authority.
    """
    schools = _Known(known, rows)
    for row in rows:
        found = schools.named_by(row)
        if row.closed and found is not None and found.pk in schools.going:
            continue
        replaced = schools.replaced_by(row)
        if found is None and len(replaced) == 1:
            (found,) = replaced
        schools.take([*replaced, *filter(None, [found])])
        yield Match(row, found, tuple(one for one in replaced if one != found))


class _Known:
    """The authority's schools by their numbers, which of them other rows replace, and which are taken by now."""

    def __init__(self, known: Sequence[School], rows: Sequence[SchoolRow]) -> None:
        self._numbers = {school.number: school for school in known if school.merged_into_id is None}
        self._urns = {school.urn: school for school in known if school.merged_into_id is None}
        self._named: set[int] = set()
        stays = {name for row in rows if not row.closed for name in (number_of(row), row.urn)}
        self.going = {
            one.pk for row in rows for one in self._said(row) if not {one.number, one.urn} & stays
        }  # fmt: skip

    def named_by(self, row: SchoolRow) -> School | None:
        by_number, by_urn = self._numbers.get(number_of(row)), self._urns.get(row.urn)
        if by_number and by_urn and by_number.pk != by_urn.pk:
            raise Refusal("school_is_two", number=by_number.number, urn=row.urn, school=row.name)
        found = by_number or by_urn
        if found is not None and found.pk in self._named:
            raise Refusal("school_twice", number=found.number)
        return found

    def replaced_by(self, row: SchoolRow) -> list[School]:
        found = {one.pk: one for one in self._said(row) if one.pk in self.going - self._named}
        return [] if row.closed else list(found.values())

    def take(self, schools: Sequence[School]) -> None:
        self._named |= {school.pk for school in schools}

    def _said(self, row: SchoolRow) -> list[School]:
        """The schools that the row names as replaced by its own."""
        said = (self._urns.get(row.predecessor_urn), *(self._numbers.get(number) for number in row.predecessors))
        return [one for one in said if one is not None and one.urn != row.urn]


def number_of(row: SchoolRow) -> str:
    """The seven figures of the row's school."""
    return row.la + row.estab


def values_of(found: Match, trusts: dict[str, Trust], fields: Collection[str]) -> dict[str, object]:
    """The school's fields as its row says them: `fields` those that the table has, the others as they are.

    Numbers that the school had, or that files of those it replaced bear, are never lost.
    """
    row, school = found.row, found.school
    said: dict[str, object] = {name: getattr(row, name) for name in FIELDS}
    said |= {
        "trust": trusts.get(row.trust.strip()),
        "email": row.email.strip().lower(),
        "areas": list(row.areas),
        "predecessors": predecessors_after(school, number_of(row), row.predecessors),
    }
    if school is None:
        return said
    return {name: said[name] if name in fields or name in _ALWAYS else getattr(school, name) for name in FIELDS}


def predecessors_after(school: School | None, number: str, more: Iterable[str] = ()) -> list[str]:
    """The earlier numbers of a school once its number is this: those of before, its number of now, and `more`."""
    before = [*school.predecessors, school.number] if school else []
    return [one for one in dict.fromkeys([*before, *more]) if one != number]


def checked(school: School) -> School:
    """The school itself, where each of its details can be kept; raises Refusal with what is wrong."""
    try:
        school.clean_fields(exclude=["authority", "trust", "public_id"])
    except ValidationError as wrong:
        said = "; ".join(f"{field}: {' '.join(texts)}" for field, texts in wrong.message_dict.items())
        raise Refusal("school_details_wrong", school=school.name, what=said) from wrong
    return school
