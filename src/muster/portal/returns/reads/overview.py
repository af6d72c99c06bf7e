"""Several requests at once with their returns: a school's home, a trust's schools."""

from collections.abc import Iterable

from muster.portal.collecting.models import Request
from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.returns.brought import brought_by
from muster.portal.returns.models import Return


def returns_of_schools(scope: Scope, schools: Iterable[School]) -> list[Return]:
    """The return to each request to these schools within the scope: latest collection first, then by school.

    One that is not kept, as all begin, where a school has done nothing yet. One query, however many schools.
    """
    rows = requests_of(scope).filter(school__in=[school.pk for school in schools])
    return [_return(request) for request in rows.select_related("school_return")]


def _return(request: Request) -> Return:
    found = brought_by(request)
    if found is None:
        return Return(authority=request.authority, request=request, school=request.school)
    found.authority, found.school = request.authority, request.school
    return found
