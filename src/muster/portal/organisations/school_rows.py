"""Which of an authority's schools a row of its list is, and whether the rows can be believed."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
from django.core.exceptions import ValidationError

from muster.formats.reference import SchoolRow
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School, Trust

FIELDS = (
    "la", "estab", "urn", "name", "phase", "type", "trust", "mis", "email", "areas", "predecessors", "opened", "closed",
)  # fmt: skip
"""What a row says of a school."""


class Match(msgspec.Struct, frozen=True):
    """A row, and the school that it is; None where the school is new."""

    row: SchoolRow
    school: School | None


def check(rows: Sequence[SchoolRow]) -> None:
    """Raises Refusal where a row has no URN, or two rows name one school."""
    for row in rows:
        if not row.urn:
            raise Refusal("school_without_urn", school=row.name or row.la + row.estab)
    for numbers in ([row.la + row.estab for row in rows], [row.urn for row in rows]):
        number, times = Counter(numbers).most_common(1)[0] if numbers else ("", 0)
        if times > 1:
            raise Refusal("school_twice", number=number)


def match(known: Sequence[School], rows: Sequence[SchoolRow]) -> Iterator[Match]:
    """Each row with its school: by number, else by URN, else the one that it replaces and no other row names.

    Raises Refusal where number and URN are two schools' of the authority.
    """
    numbers = {school.number: school for school in known}
    urns = {school.urn: school for school in known}
    stays = {row.la + row.estab for row in rows} | {row.urn for row in rows}
    named: set[int] = set()
    for row in rows:
        by_number, by_urn = numbers.get(row.la + row.estab), urns.get(row.urn)
        if by_number and by_urn and by_number.pk != by_urn.pk:
            raise Refusal("school_is_two", number=by_number.number, urn=row.urn, school=row.name)
        found = by_number or by_urn
        if found is not None and found.pk in named:
            raise Refusal("school_twice", number=found.number)
        found = found or _replaced(row, numbers, urns, stays, named)
        named |= {found.pk} if found else set()
        yield Match(row, found)


def _replaced(
    row: SchoolRow, numbers: dict[str, School], urns: dict[str, School], stays: set[str], named: set[int]
) -> School | None:
    """The one school that the row's school replaced. Where it replaced two, as a merger does, it is new."""
    said = [urns.get(row.predecessor_urn), *(numbers.get(number) for number in row.predecessors)]
    found = {school.pk: school for school in said if school and not {school.number, school.urn} & stays}
    return next(iter(found.values())) if len(found) == 1 and not found.keys() & named else None


def values_of(row: SchoolRow, trusts: dict[str, Trust]) -> dict[str, object]:
    """The school's fields as the row says them."""
    said: dict[str, object] = {name: getattr(row, name) for name in FIELDS}
    return said | {
        "trust": trusts.get(row.trust.strip()),
        "email": row.email.strip().lower(),
        "areas": list(row.areas),
        "predecessors": list(row.predecessors),
    }


def checked(school: School) -> School:
    """The school itself, where each of its details can be kept; raises Refusal with what is wrong."""
    try:
        school.clean_fields(exclude=["authority", "trust", "public_id"])
    except ValidationError as wrong:
        said = "; ".join(f"{field}: {' '.join(texts)}" for field, texts in wrong.message_dict.items())
        raise Refusal("school_details_wrong", school=school.name, what=said) from wrong
    return school
