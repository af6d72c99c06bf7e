"""Whose identities somebody may see."""

from collections.abc import Iterable

from muster.formats.upn import tidy_upn
from muster.portal.foundation.crypto import SearchKind, search_key
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import OpenIdentity, opened


def open_identities(scope: Scope, ids: Iterable[int]) -> dict[int, OpenIdentity]:
    """The authority's identities with these primary keys, open; for its officers and the machine.

    An identity belongs to no school: a school sees those on its own roll and in its own returns, through the reads
    of these.
    """
    return opened(scope.within(Identity.objects.filter(pk__in=list(ids)), school=None))


def identities_with_upn(scope: Scope, upn: str) -> dict[int, OpenIdentity]:
    """The authority's identities with this UPN, present or former, however it is typed; for its officers."""
    key = search_key(scope.authority, SearchKind.UPN, tidy_upn(upn)) if scope.authority else ""
    own = scope.within(Identity.objects.exclude(upn_key="", former_upn_key=""), school=None)
    return opened(own.filter(upn_key=key) | own.filter(former_upn_key=key)) if key else {}
