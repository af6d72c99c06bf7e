"""Whose portal it is: the authority of a request."""

from django.http import HttpRequest

from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Authority

CHOSEN = "authority"


def authority_at(request: HttpRequest) -> Authority | None:
    """The authority that the request's host names, else the installation's only one, else None."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    # Two are enough to know that there is not just one.
    found = list(Authority.objects.filter(host=host)[:1]) or list(Authority.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def authority_for(request: HttpRequest, access: Access) -> Authority | None:
    """The authority whose name stands on the page: the host's, else one that the person has to do with."""
    return authority_at(request) or first_of(request, access.authorities) or first_of(request, _of_schools(access))


def first_of(request: HttpRequest, authorities: tuple[Authority, ...]) -> Authority | None:
    """Of several, the one that the host names, else the one that the person chose, else the first; None of none."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    chosen = request.session.get(CHOSEN)
    ranked = sorted(authorities, key=lambda one: (one.host != host, one.public_id != chosen))
    return ranked[0] if ranked else None


def _of_schools(access: Access) -> tuple[Authority, ...]:
    return tuple({school.authority_id: school.authority for school in access.schools}.values())
