"""Every address of the portal, with the gate before it, and whom that gate must let in."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from muster.portal.organisations.models import Role
from muster.portal.pages.shared.visits import Gate
from tests.portal.season import Season

SCHOOLS = ("school", "other_school", "academy")
_AT_SCHOOLS = {
    "head": {"school": Role.HEAD},
    "signer": {"school": Role.SIGNER},
    "sender": {"school": Role.SENDER},
    "reader": {"school": Role.READER},
    "other_head": {"other_school": Role.HEAD},
    "executive_head": {"academy": Role.HEAD, "second_academy": Role.HEAD},
    "trust_lead": {"academy": Role.TRUST_LEAD, "second_academy": Role.TRUST_LEAD},
    "trust_viewer": {"academy": Role.TRUST_VIEWER, "second_academy": Role.TRUST_VIEWER},
}
_AT_AUTHORITY = {
    "officer": Role.OFFICER,
    "adviser": Role.ADVISER,
    "manager": Role.MANAGER,
    "pupil_adviser": Role.PUPIL_ADVISER,
}
_AT_TRUST = {"trust_lead": Role.TRUST_LEAD, "trust_viewer": Role.TRUST_VIEWER}
_MAY_ALSO = {
    Role.MANAGER: {Role.OFFICER},
    Role.PUPIL_ADVISER: {Role.ADVISER},
    Role.TRUST_LEAD: {Role.TRUST_VIEWER},
}
_OURS = (*_AT_SCHOOLS, *_AT_AUTHORITY, "operator")
PERSONAS = ("nobody", "stranger", *_OURS, "twin.officer", "twin.head")


class Route(NamedTuple):
    """An address: its pattern, its name, the gate before its view, the names of its parts."""

    path: str
    name: str
    gate: Gate | None
    parts: tuple[str, ...]


def routes() -> list[Route]:
    """Every address, in the order in which they are tried."""
    return list(_routes(get_resolver(), "", ()))


def _routes(resolver: URLResolver, before: str, outer: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path, parts = before + str(entry.pattern), (*outer, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, path, parts)
        elif isinstance(entry, URLPattern):
            yield Route(path, entry.name or "", getattr(entry.callback, "gate", None), parts)


def expected(gate: Gate, persona: str, side: str, school: str | None) -> str:
    """What the gate must do: "in", "redirect", "forbidden" or "missing". `school` None where there is no such school;
    `side` is whose the trust is, where the gate is a trust's.

    Worked out from who the season's people are, not from how the gates find out.
    """
    if gate.kind in ("open_to_all", "for_machines") or (gate.kind == "signed_in" and persona != "nobody"):
        return "in"
    if persona == "nobody":
        return "redirect"
    where, _, who = persona.rpartition(".")
    if gate.kind == "for_operator":
        return "in" if who == "operator" else "forbidden"
    if gate.kind == "for_authority":
        return _by_role(gate, _AT_AUTHORITY.get(who), "forbidden")
    at_home = side == ("twin" if where else "ours")
    if gate.kind == "for_trust":
        return _by_role(gate, _AT_TRUST.get(who) if at_home else None, "missing")
    role = _AT_AUTHORITY.get(who) or _AT_SCHOOLS.get(who, {}).get(school or "")
    return _by_role(gate, role if at_home and school else None, "missing")


def _by_role(gate: Gate, role: Role | None, otherwise: str) -> str:
    if role is None:
        return otherwise
    held = {role} | _MAY_ALSO.get(role, set())
    return "in" if not gate.roles or held & set(gate.roles) else "forbidden"


def twin_marks(season: Season) -> set[str]:
    """What none of our people may ever be shown: words and ids of the twin authority alone."""
    twin = season.twin
    rows = [twin.authority, twin.trust, twin.school, twin.other_school, twin.academy, twin.second_academy]
    people = [getattr(twin, role) for role in twin.PEOPLE]
    return {"Northshire Twin", "b.example", *(row.public_id for row in rows), *(row.public_id for row in people)}
