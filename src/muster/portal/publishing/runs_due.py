"""Which runs have something to do now."""

from django.db.models import Exists, OuterRef, Q

from muster.portal.foundation import clock, leases
from muster.portal.publishing.models import Run, RunReturn


def runs_due(limit: int) -> list[str]:
    """The public ids of so many runs of which a return may be taken up now, or which only wait to be ended."""
    own = RunReturn.objects.filter(run=OuterRef("pk"))
    left = own.filter(finished_at=None, stopped_at=None)
    ready = Q(Exists(left.filter(leases.free(), not_before__lte=clock.now()))) | Q(~Exists(left))
    return list(
        Run.objects.filter(ready, ended_at=None).order_by("made_at", "pk").values_list("public_id", flat=True)[:limit]
    )
