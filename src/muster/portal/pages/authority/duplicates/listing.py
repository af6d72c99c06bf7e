"""The cases of a collection: the list that is narrowed, and all that is clear, accepted in one go."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from muster.formats.names import fold
from muster.portal.audit.viewing import record_view
from muster.portal.duplicates.actions.deciding import Accepted, accept_proposals
from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.permissions import SEEING, SETTLING
from muster.portal.duplicates.reads.cases import cases_of, with_names
from muster.portal.pages.authority.collections.place import Place
from muster.portal.pages.authority.duplicates.comparing import pupil_of
from muster.portal.pages.authority.duplicates.forms import AcceptForm, FindForm, token_of
from muster.portal.pages.authority.duplicates.place import results_of
from muster.portal.pages.authority.duplicates.place_in_cases import InCases, Show, place_in
from muster.portal.pages.authority.duplicates.words import COLOURS, STATES, in_short, proposal_in_words
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.rules.causes import counted

A_PAGE = 50


class Line(msgspec.Struct, frozen=True):
    """A case as a list shows it: its schools, and whether each has sent the pupil.

    `says` is what the rules say, or what was settled.
    """

    address: str
    name: str
    kind: str
    schools: list[tuple[str, bool]]
    says: str
    state: str
    colour: str
    token: str


class Number(msgspec.Struct, frozen=True):
    """How many cases there are of a state, and the way to them alone."""

    words: str
    number: int
    query: str
    is_shown: bool


@for_authority(*SEEING)
@require_safe
def cases(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The list: what waits for officers to begin with. That pupils were seen is recorded."""
    place, where = results_of(visit, collection), place_in(request.GET)
    every = cases_of(visit.scope, place.collection)
    narrowed = where.narrowed(every)
    page = Paginator(where.shown(every), A_PAGE).get_page(where.page)
    facts = place.facts(
        where=where,
        total=len(every),
        numbers=_numbers(narrowed, where),
        clear=sum(one.is_clear for one in every),
        find=FindForm(where, _schools(every)),
        found=page.paginator.count,
        page=page,
        lines=_lines(place, where, list(page.object_list)),
        **_turning(page, where),
    )
    return render(request, "authority/duplicates/cases.html", facts)


@for_authority(*SETTLING)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """All that is clear, each with what the rules say of it, and one button for those ticked."""
    place = results_of(visit, collection)
    clear = [one for one in cases_of(visit.scope, place.collection) if one.is_clear]
    form = AcceptForm(clear, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = accept_proposals(visit.actor, place.collection, form.seen)
        messages.success(request, _said(done))
        return redirect(place.address("authority-cases"))
    facts = place.facts(form=form, lines=_lines(place, InCases(show=Show.PROPOSED), clear, in_full=True))
    return render(request, "authority/duplicates/accept.html", facts)


def _lines(place: Place, where: InCases, views: Sequence[CaseView], *, in_full: bool = False) -> list[Line]:
    """The lines of these cases, with who the pupils are."""
    named = with_names(place.visit.scope, views)
    if named:
        record_view(place.visit.actor, place.collection.authority.public_id, "cases", shown=len(named))
    return [_line(place, where, one, proposal_in_words(one) if in_full else in_short(one)) for one in named]


def _line(place: Place, where: InCases, view: CaseView, says: str) -> Line:
    return Line(
        address=reverse(
            "authority-case",
            kwargs={"collection": place.collection.public_id, "case": view.case.public_id},
            query={"list": where.query} if where.query else None,
        ),
        name=pupil_of(view),
        kind=view.case.get_kind_display(),
        schools=[(one.school.name, one.is_sent) for one in view.claims],
        says=says,
        state=STATES[view.state],
        colour=COLOURS[view.state],
        token=token_of(view),
    )


def _numbers(views: Iterable[CaseView], where: InCases) -> list[Number]:
    """Each state that occurs, in their order, what waits before them."""
    counts = Counter(one.state for one in views)
    waiting = sum(number for state, number in counts.items() if Show.WAITING.fits(state))
    first = Number("Waiting for you", waiting, _to(where, Show.WAITING), where.show is Show.WAITING)
    states = [(Show(state), words, counts[state]) for state, words in STATES.items()]
    return [first, *(Number(words, one, _to(where, show), where.show is show) for show, words, one in states if one)]


def _to(where: InCases, show: Show) -> str:
    return where.with_(show=show).query


def _schools(views: Iterable[CaseView]) -> list[tuple[str, str]]:
    found = {(one.school.public_id, one.school.name) for view in views for one in view.claims}
    return sorted(found, key=lambda one: fold(one[1]))


def _turning(page: Page[CaseView], where: InCases) -> dict[str, str]:
    """The queries that lead to the page before and the page after; "" where there is none."""
    earlier = where.with_(page=page.number - 1).query or "page=1"
    later = where.with_(page=page.number + 1).query
    return {"earlier": earlier if page.has_previous() else "", "later": later if page.has_next() else ""}


def _said(done: Accepted) -> str:
    """What became of them, in a sentence or two."""
    said = f"{counted(done.accepted, 'pupil')} settled as the rules say. The schools are told by e-mail."
    if not done.accepted:
        said = "Nothing was settled."
    if done.left_out:
        was = "pupil was left, for something has changed there since you looked."
        were = "pupils were left, for something has changed there since you looked."
        said += f" {counted(done.left_out, was, were)}"
    return said
