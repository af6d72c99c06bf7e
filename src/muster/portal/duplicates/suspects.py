"""The children who may be in two places: found by the database in its indexes, no identity opened."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, F, Max, Min

from muster.portal.duplicates.sent import Sent, Versions, Who, sent_by_children
from muster.portal.foundation.matching import among, one_of, one_of_keys
from muster.portal.pupils.models import Identity
from muster.portal.returns.models import IdentityCorrection, Result


def suspected(authority: int, versions: Versions) -> set[int]:
    """Every child of the authority who is in two of these versions, or with whom another child shares a key.

    A few too many: whoever is told apart by what is in the versions.
    """
    found = set(_in_two_versions(versions))
    found.update(_of_one_key(authority, "upn_key"), _of_one_key(authority, "name_dob_key"), _renumbered(authority))
    corrected = IdentityCorrection.objects.filter(result__version__in=one_of_keys(versions))
    found.update(corrected.values_list("after__child_id", flat=True))
    return found


def alike(authority: int, people: Iterable[Who]) -> set[int]:
    """The authority's children who have the UPN, or the name and date of birth, of one of these. One query."""
    known = list(people)
    own = Identity.objects.filter(authority=authority).order_by()
    upns, names = {one.upn for one in known} - {""}, {one.name_dob for one in known} - {""}
    by_upn = own.filter(upn_key__in=one_of(sorted(upns))).values_list("child_id", flat=True)
    by_name = own.filter(name_dob_key__in=one_of(sorted(names))).values_list("child_id", flat=True)
    return set(by_upn.union(by_name))


def sent_alike(authority: int, versions: Versions, people: Iterable[Who]) -> list[Sent]:
    """Everybody in these versions who may be one of these people."""
    known = list(people)
    return sent_by_children(versions, {one.child for one in known} | alike(authority, known))


def _in_two_versions(versions: Versions) -> Iterator[int]:
    rows = Result.objects.filter(among("version", versions)).order_by().values("child")
    yield from rows.annotate(times=Count("pk")).filter(times__gt=1).values_list("child", flat=True)


def _of_one_key(authority: int, column: str) -> Iterator[int]:
    """The children who share a key with another; the index alone tells which keys two children have."""
    own = Identity.objects.filter(authority=authority).exclude(**{column: ""}).order_by()
    keys = own.values(column).annotate(low=Min("child"), high=Max("child")).filter(low__lt=F("high"))
    shared = list(keys.values_list(column, flat=True))
    yield from own.filter(**{f"{column}__in": one_of(shared)}).values_list("child", flat=True)


def _renumbered(authority: int) -> Iterator[int]:
    """The children of a former UPN that another child has, or had."""
    own = Identity.objects.filter(authority=authority).order_by()
    had = list(own.exclude(former_upn_key="").values_list("former_upn_key", "child"))
    have = own.filter(upn_key__in=one_of(sorted({key for key, _ in had}))).values_list("upn_key", "child")
    children: dict[str, set[int]] = {}
    for key, child in (*had, *have):
        children.setdefault(key, set()).add(child)
    for alike in children.values():
        if len(alike) > 1:
            yield from alike
