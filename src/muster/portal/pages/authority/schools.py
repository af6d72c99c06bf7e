"""The authority's schools: found, narrowed, sorted, fifty a page; the address keeps the place."""

from urllib.parse import urlencode

import msgspec
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from muster.portal.organisations.models import Role, School
from muster.portal.organisations.reads.schools import Order, Show, listed
from muster.portal.pages.authority.forms import SchoolsForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

A_PAGE = 50


class Place(msgspec.Struct, frozen=True):
    """A place in the list: what is looked for and shown, in which order, on which page."""

    search: str = ""
    show: Show = Show.OPEN
    order: Order = Order.NAME
    page: int = 1

    @property
    def query(self) -> str:
        """The place as it stands in an address; "" for the beginning of the whole list."""
        said = {"q": self.search, "show": self.show, "order": self.order, "page": self.page}
        usual = {"q": "", "show": Show.OPEN, "order": Order.NAME, "page": 1}
        return urlencode({name: value for name, value in said.items() if value != usual[name]})

    @property
    def is_narrowed(self) -> bool:
        """Whether schools that are open may be missing, because something is looked for."""
        return bool(self.search) or self.show is not Show.OPEN

    @property
    def address(self) -> str:
        """The address of the list at this place."""
        return f"{reverse('authority-schools')}?{self.query}".removesuffix("?")

    def at(self, page: int) -> str:
        """The address of another page of the same list."""
        return msgspec.structs.replace(self, page=page).address


def place_in(given: QueryDict) -> Place:
    """The place that an address names; what it says wrongly counts as not said."""
    page, show, order = (given.get(name, "") for name in ("page", "show", "order"))
    return Place(
        search=" ".join(given.get("q", "").split())[:100],
        show=Show(show) if show in set(Show) else Show.OPEN,
        order=Order(order) if order in set(Order) else Order.NAME,
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
    )


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def schools(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The schools that fit, and how many they are."""
    place = place_in(request.GET)
    found = listed(visit.scope, search=place.search, show=place.show, order=place.order)
    page = Paginator(found, A_PAGE).get_page(place.page)
    place = msgspec.structs.replace(place, page=page.number)
    form = SchoolsForm(initial={"q": place.search, "show": place.show, "order": place.order})
    facts = {"find": form, "place": place, "page": page, "list_query": urlencode({"list": place.query})}
    return render(request, "authority/schools.html", facts | _ways(place, page))


def _ways(place: Place, page: Page[School]) -> dict[str, object]:
    """The ways to the other pages of the list."""
    ways = {"earlier": place.at(page.number - 1), "later": place.at(page.number + 1)}
    return {**ways, "links": _links(place, page)}


def _links(place: Place, page: Page[School]) -> list[tuple[str, str, bool]]:
    """The other pages: what to call each, its address, and whether it is this one; "" for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        (str(number), place.at(number) if isinstance(number, int) else "", number == page.number) for number in numbers
    ]
