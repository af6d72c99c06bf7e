"""Which school a number of a table means."""

from collections.abc import Iterable, Mapping

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority, School

_NAMED = 5

Schools = Mapping[str, School]
"""Schools by the seven figures of their number."""


def schools_by_number(authority: Authority) -> dict[str, School]:
    """The authority's schools by their own number, and by those of the schools that they replaced or took in."""
    schools = list(School.objects.filter(authority=authority, merged_into=None))
    earlier = {number: school for school in schools for number in school.predecessors}
    return earlier | {school.number: school for school in schools}


def schools_that_counted(authority: Authority) -> dict[str, School]:
    """As `schools_by_number`, but a school that was merged into another under its own number: for former years."""
    merged = School.objects.filter(authority=authority).exclude(merged_into=None)
    return schools_by_number(authority) | {school.number: school for school in merged}


def unknown_numbers(schools: Schools, numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers that are no school's, sorted, each once."""
    return tuple(sorted(set(numbers) - schools.keys()))


def check_numbers(schools: Schools, numbers: Iterable[str]) -> None:
    """Raises Refusal where a number is no school's: a pupil must not be lost for a school that is missing."""
    unknown = unknown_numbers(schools, numbers)
    if unknown:
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        raise Refusal("roll_schools_unknown", numbers=", ".join(unknown[:_NAMED]) + more)
