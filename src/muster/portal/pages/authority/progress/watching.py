"""Whether the page still stands: it asks this by itself every few seconds, and says so when schools have moved on."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.pages.shared.session import asked_by_itself
from muster.portal.returns.reads.changes import Mark, schools_changed

_THOUSAND = 1000
_NOON = 12


@asked_by_itself
@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def changes(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """How many schools changed since the page was read, in words; "" for none, or where the address says no moment."""
    place, mark = place_of(visit, collection), mark_in(request.GET)
    number = schools_changed(visit.scope, place.collection, mark) if mark else 0
    return JsonResponse({"said": _said(number, mark) if mark and number else ""})


def watching_address(place: Place, mark: Mark) -> str:
    """Where the page asks whether anything has changed since the mark."""
    asked = {"since": int(mark.moment.timestamp() * _THOUSAND), "total": mark.total}
    return f"{place.address('authority-progress-changes')}?{urlencode(asked)}"


def mark_in(given: QueryDict) -> Mark | None:
    """The mark that an address names; None where it is none."""
    since, total = given.get("since", ""), given.get("total", "")
    if not all(one.isascii() and one.isdecimal() and len(one) <= 13 for one in (since, total)):
        return None
    return Mark(datetime.fromtimestamp(int(since) / _THOUSAND, UTC), int(total))


def time_of(moment: datetime) -> str:
    """The time of a moment where schools are, "10:42am"; with its day where that is not today."""
    there = moment.astimezone(LONDON)
    if there.date() != clock.today():
        return clock.in_words(moment)
    return f"{there.hour % _NOON or _NOON}:{there:%M}{'am' if there.hour < _NOON else 'pm'}"


def _said(number: int, mark: Mark) -> str:
    schools = "1 school" if number == 1 else f"{number} schools"
    return f"{schools} changed since {time_of(mark.moment)}"
