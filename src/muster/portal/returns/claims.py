"""Who says that they teach a child: the rows of the versions that count, and which of them were struck."""

from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from muster.portal.collecting.models import Collection, Request
from muster.portal.returns.facts import InForce, Participation
from muster.portal.returns.models import Result, Return, StruckClaim, Version

_RETURN = "version__school_return"


def claims(collection: Collection) -> QuerySet[Result]:
    """The rows of every version that counts: the one in force, where nothing is confirmed the newest (decision 0015).

    A school that takes no part, and has nothing in force, says nothing by what it once sent: nobody will confirm that.
    For the machine and for reads that narrow them to a scope.
    """
    in_force = Q(**{f"{_RETURN}__confirmed": F("version")}) & ~Q(**{f"{_RETURN}__in_force": InForce.NONE})
    newest = Q(**{f"{_RETURN}__newest": F("version"), f"{_RETURN}__in_force": InForce.NONE})
    rows = Result.objects.filter(in_force | newest, **{f"{_RETURN}__request__collection": collection})
    return rows.exclude(_abandoned(f"{_RETURN}__"))


class Counting(NamedTuple):
    """Whose version it is that counts: the keys of the return, of the request and of the school."""

    school_return: int
    request: int
    school: int


def counting_versions(collection: Collection) -> dict[int, Counting]:
    """By its key every version that counts, as `claims` has them. One query."""
    columns = ("in_force", "confirmed_id", "newest_id", "pk", "request_id", "school_id")
    rows = Return.objects.filter(request__collection=collection).exclude(_abandoned()).values_list(*columns)
    counting = (
        (newest if in_force == InForce.NONE else confirmed, Counting(*keys))
        for in_force, confirmed, newest, *keys in rows
    )
    return {version: of for version, of in counting if version is not None}


def is_abandoned(request: Request, school_return: Return) -> bool:
    """Whether what was sent counts no more: the school takes no part, and nothing is in force."""
    return request.participation == Participation.DECLINED and school_return.in_force == InForce.NONE


def _abandoned(path: str = "") -> Q:
    return Q(**{f"{path}in_force": InForce.NONE, f"{path}request__participation": Participation.DECLINED})


def counting_version(school_return: Return) -> Version | None:
    """The return's version that counts."""
    return school_return.newest if school_return.in_force == InForce.NONE else school_return.confirmed


def counted(rows: QuerySet[Result], *, as_told: bool = False) -> QuerySet[Result]:
    """These rows without those whose pupils are counted at another school.

    `as_told` keeps of these the protected ones, as whatever schools and trusts read does: they are not told of them.
    """
    return rows.exclude(struck_here() & Q(child__protected=False) if as_told else struck_here())


def struck_among(rows: QuerySet[Result]) -> set[int]:
    """The keys of those of these rows whose pupils are counted at another school."""
    return set(rows.filter(struck_here()).values_list("pk", flat=True))


def struck_here() -> Exists:
    """Whether a row's pupil is counted at another school."""
    held = StruckClaim.objects.filter(school_return=OuterRef(f"{_RETURN}_id"), child=OuterRef("child_id"))
    return Exists(held.filter(lifted_at=None))
