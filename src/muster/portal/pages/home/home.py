"""Where somebody lands: their one place, or a choice of their places."""

from collections.abc import Sequence

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Authority, School, Trust
from muster.portal.pages.returns.tasks.asked import Asked, asked_of
from muster.portal.pages.shared.authorities import CHOSEN
from muster.portal.pages.shared.gates import PortalRequest, Visit, signed_in


class Row(msgspec.Struct, frozen=True):
    """A school, and something that is asked of it now; None where nothing is."""

    school: School
    asked: Asked | None


class Led(msgspec.Struct, frozen=True):
    """A trust whose data the person leads, with its schools by name and what is asked of them."""

    trust: Trust
    rows: tuple[Row, ...]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The only place one has, else a list of them; what is sent is the authority that one chose to work for."""
    if request.method == "POST":
        return _choose(request, visit.access)
    only = _only_place(visit.access)
    if only:
        return redirect(only)
    rows = _rows(visit)
    led = _led(visit.access, rows)
    facts = {"access": visit.access, "led": led, "rows": _own_rows(rows, led)}
    return render(request, "home/home.html", facts)


def _choose(request: PortalRequest, access: Access) -> HttpResponse:
    chosen = request.POST.get("authority", "")
    if chosen not in {authority.public_id for authority in access.authorities}:
        raise Http404
    request.session[CHOSEN] = chosen
    return redirect("authority")


def _only_place(access: Access) -> str:
    """The address of the person's only place; "" where they have none, or several, or lead a trust."""
    places = [reverse("authority") for _ in access.authorities]
    places += [reverse("school", kwargs={"school": school.public_id}) for school in access.schools]
    places += [reverse("operator")] if access.is_operator else []
    leads = any(one.trust for one in access.memberships)
    return places[0] if len(places) == 1 and not leads else ""


def _rows(visit: Visit) -> list[Row]:
    """The person's schools by name, once for each thing that is asked of them now."""
    now: dict[int, list[Asked]] = {}
    for authority, schools in _by_authority(visit.access.schools):
        for one in asked_of(visit, visit.access.scope_at_authority(authority), schools):
            if one.is_current:
                now.setdefault(one.place.school.pk, []).append(one)
    return [Row(school, one) for school in visit.access.schools for one in now.get(school.pk, [None])]


def _by_authority(schools: Sequence[School]) -> list[tuple[Authority, list[School]]]:
    authorities = {school.authority_id: school.authority for school in schools}
    return [(found, [one for one in schools if one.authority_id == key]) for key, found in authorities.items()]


def _led(access: Access, rows: list[Row]) -> list[Led]:
    trusts = {one.trust.pk: one.trust for one in access.memberships if one.trust}
    return [Led(trust, _of(rows, trust)) for trust in sorted(trusts.values(), key=lambda one: one.name)]


def _of(rows: list[Row], trust: Trust) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.school.trust_id == trust.pk)


def _own_rows(rows: list[Row], led: list[Led]) -> list[Row]:
    """The rows of schools that are not listed with a trust already."""
    listed = {row.school.pk for one in led for row in one.rows}
    return [row for row in rows if row.school.pk not in listed]
