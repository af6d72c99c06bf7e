"""The pools of all years, worked out anew once a day."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import IntegrityError
from msgspec import to_builtins

from muster.framework import Framework, load_framework
from muster.measures import GROUPS, Group, groups_together, together
from muster.portal.audit.action import action
from muster.portal.benchmarks.grouped import AcceptedSchool, accepted_schools, asked_schools
from muster.portal.benchmarks.models import Pool, PoolMember
from muster.portal.benchmarks.pooling import Contribution, figures_of, reason_against, would_tell
from muster.portal.collecting.models import Collection
from muster.portal.foundation.actor import SYSTEM

KINDS = ("", "infant", "special")
"""All schools, and those that are compared with their own kind."""


def renew_pools() -> int:
    """Work out the pools of each year that has members; how many are other than before."""
    years = PoolMember.objects.filter(ended_at=None).values_list("collection__year", flat=True)
    return sum(len(renew_pool(year)) for year in sorted(set(years)))


def renew_pool(year: int) -> list[Pool]:
    """Keep the year's pools, of all schools and of each kind, as they are now: those that are other than before.

    Left as it was is one that would tell of few authorities beside an earlier one.
    """
    framework = load_framework(year)
    members = [_Member(framework, one.collection) for one in _members(year)]
    return [kept for kind in KINDS if (kept := _renewed(framework, kind, members))]


class _Member:
    """A collection that counts, read once."""

    def __init__(self, framework: Framework, collection: Collection) -> None:
        self._authority = collection.authority.public_id
        self._schools, self._asked = accepted_schools(framework, collection), asked_schools(collection)

    def contribution(self, kind: str) -> Contribution | None:
        """What it brings of schools of the kind ("" of all); None where none of them has pupils."""
        schools = [one for one in self._schools if kind in ("", one.kind) and one.counts.all.eligible]
        if not schools:
            return None
        counts = groups_together([one.counts for one in schools])
        return Contribution(
            authority=self._authority,
            counts=counts,
            coverage=self._asked.coverage(schools, kind),
            schools_with=Counter(group for one in schools for group in _groups_of(one)),
        )


def _groups_of(school: AcceptedSchool) -> Iterator[Group]:
    """The groups of which the school has pupils."""
    for characteristic, groups in GROUPS.items():
        for group in groups:
            if (counts := school.counts.of(characteristic, group)) and counts.eligible:
                yield group


def _renewed(framework: Framework, kind: str, members: Sequence[_Member]) -> Pool | None:
    last = Pool.objects.filter(year=framework.year, kind=kind).order_by("-number").first()
    found = [one for member in members if (one := member.contribution(kind))]
    now = _pool(framework, kind, found, last.number + 1 if last else 1)
    same = last is not None and (now.withheld, now.digests) == (last.withheld, last.digests)
    if same or (not now.withheld and _tells(now)):
        return None
    return _kept(now)


def _kept(pool: Pool) -> Pool | None:
    try:
        with action(SYSTEM) as act:
            pool.save(force_insert=True)
            act.record("benchmarks.pooled", pool, year=pool.year, kind=pool.kind, authorities=pool.authorities)
    except IntegrityError:  # another process was first
        return None
    return pool


def _members(year: int) -> list[PoolMember]:
    rows = PoolMember.objects.filter(collection__year=year, ended_at=None).select_related("collection__authority")
    return list(rows.order_by("pk"))


def _pool(framework: Framework, kind: str, found: Sequence[Contribution], number: int) -> Pool:
    reason = reason_against(found)
    return Pool(
        year=framework.year,
        kind=kind,
        number=number,
        withheld=reason.value if reason else "",
        figures=[] if reason else list(figures_of(framework, found)),
        codes={} if reason or not kind else _codes(found),
        digests={} if reason else {one.authority: one.digest for one in found},
        authorities=len(found),
        schools=sum(one.coverage.schools_in for one in found),
        schools_asked=sum(one.coverage.schools_asked for one in found),
        pupils=sum(one.coverage.pupils_in for one in found),
    )


def _codes(found: Sequence[Contribution]) -> dict[str, object]:
    counts = together([one.counts.all for one in found])
    return {key: to_builtins(one) for key, one in counts.subjects.items()}


def _tells(now: Pool) -> bool:
    """Beside any pool of the year that was shown: whoever kept its figures can subtract them."""
    shown = Pool.objects.filter(year=now.year, kind=now.kind, withheld="").values_list("digests", flat=True)
    return any(would_tell(now.digests, before) for before in shown)
