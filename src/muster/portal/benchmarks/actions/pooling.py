"""The pools of all years, worked out anew once a day."""

from collections.abc import Sequence

from django.db import IntegrityError

from muster.framework import Framework, load_framework
from muster.measures import Withheld, groups_together, pooled
from muster.portal.audit.action import action
from muster.portal.benchmarks.grouped import accepted_schools, asked_schools
from muster.portal.benchmarks.models import Pool, PoolMember
from muster.portal.benchmarks.pooling import Contribution, figures_of, reason_against, would_tell
from muster.portal.collecting.models import Collection
from muster.portal.foundation.actor import SYSTEM


def renew_pools() -> int:
    """Work out the pool of each year that has members; how many are other than before."""
    years = PoolMember.objects.filter(ended_at=None).values_list("collection__year", flat=True)
    return sum(renew_pool(year) is not None for year in sorted(set(years)))


def renew_pool(year: int) -> Pool | None:
    """Keep the year's pool as it is now; None where it is as before, or would tell of few beside an earlier one."""
    framework, last = load_framework(year), Pool.objects.filter(year=year).order_by("-number").first()
    found = [one for member in _members(year) if (one := _contribution(framework, member.collection))]
    now = _pool(framework, found, last.number + 1 if last else 1)
    same = last is not None and (now.withheld, now.digests) == (last.withheld, last.digests)
    if same or (not now.withheld and _tells(now)):
        return None
    return _kept(now)


def _kept(pool: Pool) -> Pool | None:
    try:
        with action(SYSTEM) as act:
            pool.save(force_insert=True)
            act.record("benchmarks.pooled", pool, year=pool.year, number=pool.number, authorities=pool.authorities)
    except IntegrityError:  # another process was first
        return None
    return pool


def _members(year: int) -> list[PoolMember]:
    rows = PoolMember.objects.filter(collection__year=year, ended_at=None).select_related("collection__authority")
    return list(rows.order_by("pk"))


def _contribution(framework: Framework, collection: Collection) -> Contribution | None:
    """The authority's schools together; None where there would be no figure of these alone."""
    schools = accepted_schools(framework, collection)
    if isinstance(pooled([one.counts.all for one in schools]), Withheld):
        return None
    return Contribution(
        authority=collection.authority.public_id,
        counts=groups_together([one.counts for one in schools]),
        coverage=asked_schools(collection).coverage(schools),
    )


def _pool(framework: Framework, found: Sequence[Contribution], number: int) -> Pool:
    reason = reason_against(found)
    return Pool(
        year=framework.year,
        number=number,
        withheld=reason.value if reason else "",
        figures=[] if reason else list(figures_of(framework, found)),
        digests={} if reason else {one.authority: one.digest for one in found},
        authorities=len(found),
        schools=sum(one.coverage.schools_in for one in found),
        schools_asked=sum(one.coverage.schools_asked for one in found),
        pupils=sum(one.coverage.pupils_in for one in found),
    )


def _tells(now: Pool) -> bool:
    """Beside any pool of the year that was shown: whoever kept its figures can subtract them."""
    shown = Pool.objects.filter(year=now.year, withheld="").values_list("digests", flat=True)
    return any(would_tell(now.digests, before) for before in shown)
