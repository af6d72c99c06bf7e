"""Whose portal it is: the authority of a request."""

from django.http import HttpRequest
from django.http.request import split_domain_port

from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Authority

CHOSEN = "authority"
"""Where a session keeps the public id of the authority that somebody of several chose to work for."""


def authority_at(request: HttpRequest) -> Authority | None:
    """The authority that the request's host names, else the installation's only one, else None."""
    named = Authority.objects.filter(host=_host(request)).first()
    if named:
        return named
    # Two are enough to know that there is not just one.
    found = list(Authority.objects.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def authority_for(request: HttpRequest, access: Access) -> Authority | None:
    """The authority whose name stands on the page: the one chosen, the host's, else one that the person belongs to."""
    chosen = [one for one in access.authorities if one.public_id == request.session.get(CHOSEN)]
    if chosen:
        return chosen[0]
    own = access.authorities or tuple({school.authority_id: school.authority for school in access.schools}.values())
    return authority_at(request) or first_of(request, own)


def first_of(request: HttpRequest, authorities: tuple[Authority, ...]) -> Authority | None:
    """Of several, the one that the person chose, else the one that the host names, else the first; None of none."""
    if not authorities:
        return None
    chosen, host = request.session.get(CHOSEN), _host(request)
    return min(authorities, key=lambda one: (one.public_id != chosen, one.host != host))


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]
