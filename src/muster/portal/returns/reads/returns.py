"""A school's returns."""

from muster.portal.collecting.models import Request
from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.returns.models import Return, TurnedAway, Version


def request_at(scope: Scope, school: School, public_id: str) -> Request | None:
    """The school's request with this public id, with its collection; None where there is none in the scope."""
    return requests_of(scope, school).filter(public_id=public_id).first()


def return_of(scope: Scope, request: Request) -> Return:
    """The return to a request; one that is not kept, as all begin, where the school has done nothing yet.

    Raises LookupError where the request is out of the scope.
    """
    found = scope.within(Return.objects.filter(request=request)).select_related("newest", "confirmed").first()
    if found is not None:
        # What the request brings along is not read again.
        found.request, found.school, found.authority = request, request.school, request.authority
        return found
    if not scope.within(Request.objects.filter(pk=request.pk)).exists():
        raise LookupError("The request is out of the scope.")
    return Return(authority=request.authority, request=request, school=request.school)


def versions_of(scope: Scope, school_return: Return) -> list[Version]:
    """Every version that was kept, the newest first."""
    rows = scope.within(Version.objects.filter(school_return=school_return), school="school_return__school")
    return list(rows.defer("sealed").order_by("-number"))


def turned_away_of(scope: Scope, school_return: Return) -> list[TurnedAway]:
    """Every file that was stopped, the newest first."""
    rows = scope.within(TurnedAway.objects.filter(school_return=school_return), school="school_return__school")
    return list(rows.order_by("-made_at", "-pk"))
