"""Several schools made up for the reports of an authority and of a trust."""

from datetime import date
from random import Random
from typing import Any

from muster.measures import Group, count_groups
from muster.records import HistoryRow
from muster.reporting.content import OneSchool, ReportPupil, SchoolsInputs, Standing, published
from tests.core.measures.made_up import made_up
from tests.core.reporting.made_up import KS1, pupil


def one_school(number: int, pupils: tuple[ReportPupil, ...] | None = None, **more: Any) -> OneSchool:  # noqa: ANN401 - any field of a school
    """A school of these pupils, accepted; with None it has sent nothing."""
    counts = None if pupils is None else count_groups(KS1, [one.measured for one in pupils])
    standing = Standing.WAITING if pupils is None else Standing.ACCEPTED
    given = {"name": f"School {number:02}", "urn": str(100000 + number), "standing": standing, "counts": counts}
    return OneSchool(**given | more)


def class_of(reached: int, below: int, *, start: int = 0, group: Group = Group.GIRLS) -> tuple[ReportPupil, ...]:
    """So many girls who reach the standard in everything, and so many boys who do so in nothing."""
    own = [pupil(start + place, "EXS EXS EXS EXS", sex=group) for place in range(reached)]
    return (*own, *(pupil(start + 50 + place, "WTS WTS WTS HNM", sex=Group.BOYS) for place in range(below)))


def history(year: int, eligible: int, reached: int) -> tuple[HistoryRow, ...]:
    """An earlier year of a school, the same in every subject on the scale."""
    return tuple(HistoryRow("330", "2001", year, one, eligible, reached, 0) for one in KS1.scaled)


def several(*schools: OneSchool, **more: Any) -> SchoolsInputs:  # noqa: ANN401 - any field of the inputs
    """What is told of these schools of Northshire."""
    given: dict[str, Any] = {"framework": KS1, "name": "Northshire", "authority": "Northshire", "schools": schools}
    return SchoolsInputs(made_on=date(2026, 7, 10), **given | more)


def a_whole_authority(number: int, seed: int, **more: Any) -> SchoolsInputs:  # noqa: ANN401 - any field of the inputs
    """An authority of so many schools, small and large."""
    draws = Random(seed)
    sizes = [draws.choice((3, 4, 9, 15, 28, 30, 45, 60)) for _ in range(number)]
    schools = [
        one_school(place, (), counts=count_groups(KS1, made_up(size, seed + place)), expected=size + 1)
        for place, size in enumerate(sizes)
    ]
    return several(*schools, comparators=(published(KS1, "England"),), **more)
