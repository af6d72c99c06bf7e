"""What checking again has brought: whether it is still to come, and what is new since the school confirmed."""

from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Scope
from muster.portal.returns.keys import key_of
from muster.portal.returns.models import Confirmation, Finding, Return
from muster.portal.returns.staleness import stale_rows


def is_stale(scope: Scope, school_return: Return) -> bool:
    """Whether what is shown of the return was checked beside a roll, figures or settings that have gone on since."""
    return scope.within(stale_rows().filter(pk=school_return.pk)).exists()


def new_since_confirmed(scope: Scope, school_return: Return) -> frozenset[str]:
    """The public ids of what is found in the version in force and was not when it was confirmed."""
    version = school_return.confirmed
    confirmations = Confirmation.objects.filter(school_return=school_return, version=version, withdrawn_at=None)
    last = scope.within(confirmations, school="school_return__school").order_by("-at").first()
    if version is None or last is None:
        return frozenset()
    known = {tuple(key) for key in last.known}
    rows = scope.within(Finding.objects.filter(version=version), school="version__school_return__school")
    return frozenset(row.public_id for row in rows if key_of(row) not in known)


def to_be_checked_again(scope: Scope, collection: Collection) -> int:
    """How many of the collection's returns were checked beside something that has gone on since."""
    return scope.within(stale_rows().filter(request__collection=collection)).count()
