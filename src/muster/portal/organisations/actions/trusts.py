"""Trusts of academies, as an authority's schools name them."""

from collections.abc import Iterable

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.models import Authority, Trust


def add_trusts(actor: Actor, authority: Authority, names: Iterable[str]) -> dict[str, Trust]:
    """The authority's trusts by name; those that it has not yet are made. One event a trust made."""
    wanted = {name.strip() for name in names} - {""}
    known = {trust.name: trust for trust in Trust.objects.filter(authority=authority, name__in=wanted)}
    missing = sorted(wanted - known.keys())
    return known | _made(actor, authority, missing) if missing else known


def _made(actor: Actor, authority: Authority, names: list[str]) -> dict[str, Trust]:
    with action(actor, authority.public_id) as act:
        trusts = Trust.objects.bulk_create([Trust(authority=authority, name=name) for name in names])
        for trust in trusts:
            act.record("trust.added", trust, name=trust.name)
    return {trust.name: trust for trust in trusts}
