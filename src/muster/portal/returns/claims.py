"""Who says that they teach a child: the rows of the versions that count, and which of them were struck."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from muster.portal.collecting.models import Collection
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Result, StruckClaim

_RETURN = "version__school_return"


def claims(collection: Collection) -> QuerySet[Result]:
    """The rows of every version that counts: the one in force, where nothing is confirmed the newest (decision 0015).

    For the machine and for reads that narrow them to a scope.
    """
    in_force = Q(**{f"{_RETURN}__confirmed": F("version")}) & ~Q(**{f"{_RETURN}__in_force": InForce.NONE})
    newest = Q(**{f"{_RETURN}__newest": F("version"), f"{_RETURN}__in_force": InForce.NONE})
    return Result.objects.filter(in_force | newest, **{f"{_RETURN}__request__collection": collection})


def counted(rows: QuerySet[Result]) -> QuerySet[Result]:
    """These rows without those whose pupils are counted at another school."""
    return rows.exclude(struck_here())


def struck_among(rows: QuerySet[Result]) -> set[int]:
    """The keys of those of these rows whose pupils are counted at another school."""
    return set(rows.filter(struck_here()).values_list("pk", flat=True))


def struck_here() -> Exists:
    """Whether a row's pupil is counted at another school."""
    held = StruckClaim.objects.filter(school_return=OuterRef(f"{_RETURN}_id"), child=OuterRef("child_id"))
    return Exists(held.filter(lifted_at=None))
