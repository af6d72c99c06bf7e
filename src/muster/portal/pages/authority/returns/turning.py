"""From one return to the next: as officers came to it, so that many are worked through one after the other."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from muster.portal.casework.cases import Case
from muster.portal.casework.reads.work import work_of
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.progress.lines import Line, fitting, lines_fitting
from muster.portal.pages.authority.progress.place_in_list import InList, Show
from muster.portal.pages.authority.returns.place import Place, any_place_of
from muster.portal.pages.authority.work.place_in_queue import InQueue
from muster.portal.pages.authority.work.queue import address_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school

LAST = "That was the last return in this list."
_FIRST = "That was the first return in this list."


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def following(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The next return in the list, else the list."""
    place = any_place_of(request, visit, request_id)
    address = next_address(place)
    if address is None:
        messages.info(request, LAST)
    return redirect(address or place.table)


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def preceding(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The return before this one in the list, else the list."""
    place = any_place_of(request, visit, request_id)
    address = next_address(place, back=True)
    if address is None:
        messages.info(request, _FIRST)
    return redirect(address or place.table)


def next_address(place: Place, *, back: bool = False) -> str | None:
    """The address of the next return where the officer came from, or of the one before; None where there is none.

    In the queue that is the next that waits. Of a table of all schools those alone are gone through that wait for the
    authority.
    """
    if isinstance(place.where, InQueue):
        return _in_queue(place, place.where, back=back)
    return _in_table(place, _of_those_that_wait(place.where), back=back)


def _in_queue(place: Place, where: InQueue, *, back: bool) -> str | None:
    """By since when the return waited as it was opened: it may wait no longer, or again since just now."""
    cases = [one for one in where.shown(work_of(place.visit.scope), place.visit.person) if one.request]
    others = [one for one in cases if one.request != place.request]
    found = next((one for one in (others[::-1] if back else others) if _is_behind(one, place, where, back=back)), None)
    return address_of(found, where) if found else None


def _is_behind(case: Case, place: Place, where: InQueue, *, back: bool) -> bool:
    if where.since is None:
        return True
    here = (where.since, place.request.public_id)
    return case.order < here if back else case.order > here


def _in_table(place: Place, where: InList, *, back: bool) -> str | None:
    lines = lines_fitting(place.visit.scope, place.collection, where)
    everybody = fitting(lines, InList(order=where.order, back=where.back))
    listed = {one.progress.request.pk for one in fitting(lines, where)}
    found = _after(place, everybody[::-1] if back else everybody, listed)
    if found is None:
        return None
    return replace(place, school=found.school, request=found.progress.request).to()


def _of_those_that_wait(where: InList) -> InList:
    return replace(where, show=Show.SENT) if where.show is Show.ALL else where


def _after(place: Place, everybody: Sequence[Line], listed: set[int]) -> Line | None:
    """The first that is listed behind this return, which may be listed no longer."""
    places = [one.progress.request.pk for one in everybody]
    behind = everybody[places.index(place.request.pk) + 1 :]
    return next((one for one in behind if one.progress.request.pk in listed), None)
