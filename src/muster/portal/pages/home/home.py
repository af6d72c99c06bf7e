"""Where somebody lands: their one place, or a choice of their places."""

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from muster.portal.organisations.access import Access
from muster.portal.organisations.models import School, Trust
from muster.portal.pages.shared.authorities import CHOSEN
from muster.portal.pages.shared.gates import PortalRequest, Visit, signed_in


class Led(msgspec.Struct, frozen=True):
    """A trust whose data the person leads, with its schools by name."""

    trust: Trust
    schools: tuple[School, ...]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The only place one has, else a list of them; what is sent is the authority that one chose to work for."""
    if request.method == "POST":
        return _choose(request, visit.access)
    only = _only_place(visit.access)
    if only:
        return redirect(only)
    led = _led(visit.access)
    facts = {"access": visit.access, "led": led, "schools": _own_schools(visit.access, led)}
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
    return places[0] if len(places) == 1 and not _led(access) else ""


def _led(access: Access) -> list[Led]:
    trusts = {one.trust.pk: one.trust for one in access.memberships if one.trust}
    return [Led(trust, _of(access, trust)) for trust in sorted(trusts.values(), key=lambda one: one.name)]


def _of(access: Access, trust: Trust) -> tuple[School, ...]:
    return tuple(school for school in access.schools if school.trust_id == trust.pk)


def _own_schools(access: Access, led: list[Led]) -> list[School]:
    """The schools that are not listed with a trust already."""
    listed = {school.pk for one in led for school in one.schools}
    return [school for school in access.schools if school.pk not in listed]
