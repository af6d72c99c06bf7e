"""The gates: every view stands behind exactly one, which says who may come in and hands it the visit.

A gate takes `school` and `authority` out of the address itself: the view finds them in the visit, and gets only what
else the address holds.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from muster.portal.foundation.scope import EVERYTHING, NOBODY
from muster.portal.organisations.access import Access, access_of
from muster.portal.organisations.models import Authority, Person, Role, School
from muster.portal.pages.shared.authorities import authority_for, first_of
from muster.portal.pages.shared.visits import Gate, GatedView, PortalRequest, View, Visit, actor_of
from muster.portal.pages.shared.vouched import vouched_at

__all__ = [
    "PortalRequest",
    "Visit",
    "for_authority",
    "for_machines",
    "for_operator",
    "for_school",
    "for_trust",
    "open_to_all",
    "signed_in",
    "visit_of",
]

SIGN_IN = "/sign-in/"
_OPEN = frozenset({"open_to_all", "for_machines"})
Entry = Callable[[HttpRequest, Access, tuple[Role, ...], dict[str, Any]], Visit]


def open_to_all(view: View) -> GatedView:
    """Anybody may see the page; `visit.person` is there when they are signed in."""
    return _gated(view, Gate("open_to_all"), _anybody)


def signed_in(view: View) -> GatedView:
    """Anybody who is signed in may see the page, whatever their memberships."""
    return _gated(view, Gate("signed_in"), _somebody)


def for_school(*roles: Role) -> Callable[[View], GatedView]:
    """People with one of the roles (any, where none is named) towards the school whose public id is in the address.

    Officers and advisers reach their authority's schools, a trust's lead its own. Other schools are not found.
    """
    return lambda view: _gated(view, Gate("for_school", roles), _at_school)


def for_trust(*roles: Role) -> Callable[[View], GatedView]:
    """People of the trust whose public id is in the address, with one of the roles (any, where none is named)."""
    return lambda view: _gated(view, Gate("for_trust", roles), _at_trust)


def for_authority(*roles: Role) -> Callable[[View], GatedView]:
    """People who work for the authority: named by its public id in the address, else by their choice or the host."""
    return lambda view: _gated(view, Gate("for_authority", roles), _at_authority)


def visit_of(request: HttpRequest) -> Visit:
    """The visit of whoever looks, as for a page that is open to all: for pages that no gate stands before."""
    return _anybody(request, _access(request), (), {})


def for_machines(view: View) -> GatedView:
    """Answers that are the same for everybody and must come without the database: nobody is looked up."""
    return _gated(view, Gate("for_machines"), _unasked)


def for_operator(view: View) -> GatedView:
    """People who look after the installation; they see every authority, and no results."""
    return _gated(view, Gate("for_operator", (Role.OPERATOR,)), _at_installation)


def _gated(view: View, gate: Gate, enter: Entry) -> GatedView:
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - whatever the address holds
        access = Access(None) if gate.kind == "for_machines" else _access(request)
        if access.person is None and gate.kind not in _OPEN:
            return redirect_to_login(request.get_full_path(), SIGN_IN)
        visit = enter(request, access, gate.roles, kwargs)
        cast("PortalRequest", request).visit = visit
        return view(request, visit, **kwargs)

    gated = cast("GatedView", wrapped)
    gated.gate = gate
    return gated


def _access(request: HttpRequest) -> Access:
    """What whoever asks may reach: read once a request, also where the gate then shows a page for a fault."""
    asking = cast("PortalRequest", request)
    person = asking.user if isinstance(asking.user, Person) else None
    known = getattr(asking, "access", None)
    if known is None or known.person != person:
        asking.access = access_of(person, vouched_at(request))
    return asking.access


def _unasked(_request: HttpRequest, access: Access, _roles: tuple[Role, ...], _kwargs: dict[str, Any]) -> Visit:
    return Visit(access=access)


def _anybody(request: HttpRequest, access: Access, _roles: tuple[Role, ...], _kwargs: dict[str, Any]) -> Visit:
    authority = authority_for(request, access)
    scope = access.scope_at_authority(authority) if authority else NOBODY
    return Visit(actor=actor_of(access.person), scope=scope, person=access.person, access=access, authority=authority)


_somebody = _anybody


def _at_school(_request: HttpRequest, access: Access, roles: tuple[Role, ...], kwargs: dict[str, Any]) -> Visit:
    school = School.objects.select_related("authority", "trust").filter(public_id=kwargs.pop("school")).first()
    held = access.roles_at_school(school) if school else frozenset()
    if school is None or not held:
        raise Http404
    return Visit(
        actor=actor_of(access.person),
        scope=access.scope_at_school(school),
        person=access.person,
        access=access,
        authority=school.authority,
        school=school,
        role=_role(held, roles),
    )


def _at_trust(_request: HttpRequest, access: Access, roles: tuple[Role, ...], kwargs: dict[str, Any]) -> Visit:
    named = kwargs.pop("trust")
    trust = next((one.trust for one in access.memberships if one.trust and one.trust.public_id == named), None)
    if trust is None:
        raise Http404
    return Visit(
        actor=actor_of(access.person),
        scope=access.scope_at_trust(trust),
        person=access.person,
        access=access,
        authority=trust.authority,
        trust=trust,
        role=_role(access.roles_at_trust(trust), roles),
    )


def _at_authority(request: HttpRequest, access: Access, roles: tuple[Role, ...], kwargs: dict[str, Any]) -> Visit:
    authority = _own_authority(request, access, kwargs.pop("authority", None))
    return Visit(
        actor=actor_of(access.person),
        scope=access.scope_at_authority(authority),
        person=access.person,
        access=access,
        authority=authority,
        role=_role(access.roles_at_authority(authority), roles),
    )


def _own_authority(request: HttpRequest, access: Access, named: str | None) -> Authority:
    if named is None:
        found = first_of(request, access.authorities)
        if found is None:
            raise PermissionDenied
        return found
    for authority in access.authorities:
        if authority.public_id == named:
            return authority
    raise Http404


def _at_installation(_request: HttpRequest, access: Access, _roles: tuple[Role, ...], _kwargs: dict[str, Any]) -> Visit:
    if not access.is_operator:
        raise PermissionDenied
    return Visit(
        actor=actor_of(access.person), scope=EVERYTHING, person=access.person, access=access, role=Role.OPERATOR
    )


def _role(held: frozenset[Role], asked: tuple[Role, ...]) -> str:
    for role in asked or tuple(Role):
        if role in held:
            return str(role)
    raise PermissionDenied
