"""An authority all of whose schools are accepted, made without the files that results come from."""

from collections.abc import Sequence
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from bench.measures import profile

if TYPE_CHECKING:
    from muster.portal.collecting.models import Request
    from muster.portal.collecting.practice import Practice
    from muster.portal.rolls.models import ExpectedPupil

_SEED = 2026


def open_to_schools() -> "Practice":
    """The practice of an authority that lets schools see what they are compared with."""
    from muster.portal.collecting.practice import Benchmarks, Practice

    return Practice(benchmarks=Benchmarks.SCHOOLS)


def accept(requests: "Sequence[Request]") -> None:
    """Every pupil on the roll of these schools sent, with made-up outcomes, and accepted."""
    from muster.portal.rolls.models import ExpectedPupil

    draws, by_school = Random(_SEED), {one.school_id: one for one in requests}
    rows = ExpectedPupil.objects.filter(school__in=by_school).order_by("school_id", "pk")
    for school, pupils in groupby(rows, key=lambda one: one.school_id):
        _accept(by_school[school], list(pupils), draws)


def _accept(request: "Request", pupils: "Sequence[ExpectedPupil]", draws: Random) -> None:
    from muster.framework import load_framework
    from muster.portal.returns.facts import InForce
    from muster.portal.returns.models import Result, Return, Version

    own = {"authority": request.authority}
    kept = Return.objects.create(**own, request=request, school=request.school, in_force=InForce.ACCEPTED)
    version = Version.objects.create(
        **own, school_return=kept, number=1, origin=Version.Origin.FILE, made_by_name="A head", ruleset="",
        sealed=b"", pupils=len(pupils),
    )  # fmt: skip
    kept.newest = kept.confirmed = version
    kept.save()
    subjects = load_framework(request.collection.year).by_key
    Result.objects.bulk_create(
        Result(
            **own, version=version, child_id=one.child_id, identity_id=one.identity_id, place=place,
            **dict(zip(subjects, profile(draws), strict=True)),
        )
        for place, one in enumerate(pupils)
    )  # fmt: skip
