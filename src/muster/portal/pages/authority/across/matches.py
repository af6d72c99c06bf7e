"""Pupils whom another authority has too: the list, one of them, and what officers say and write about it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.audit.viewing import record_view, record_views
from muster.portal.duplicates.across_view import WAITING, AcrossView
from muster.portal.duplicates.actions.across import say_view, undo_match, write_about
from muster.portal.duplicates.models import Match
from muster.portal.duplicates.reads.across import match_at, matches_of, written_about
from muster.portal.duplicates.reads.agreements import neighbours_of
from muster.portal.foundation.once import digest_of, once
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.across.forms import MessageForm, ViewForm
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.shared.forms import Form, RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def matches(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Those that wait for this side first, then those that wait for the other, then what is settled."""
    views = matches_of(visit.scope)
    if views:
        record_view(visit.actor, authority_of(visit).public_id, "matches", shown=len(views))
    is_open = [one for one in views if one.match.outcome == Match.Outcome.OPEN]
    facts = {
        "own": authority_of(visit),
        "waiting": [one for one in is_open if one.state in WAITING],
        "others": [one for one in is_open if one.state not in WAITING],
        "settled": [one for one in views if one not in is_open],
        "compared_with": [one.other for one in neighbours_of(visit.scope) if one.holds],
    }
    return render(request, "authority/across/matches.html", facts)


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def match(request: PortalRequest, visit: Visit, match: str) -> HttpResponse:
    """One of them: this side's own pupil, what both sides say, and what they wrote to each other."""
    return _page(request, visit, _found(visit, match))


@for_authority(Role.OFFICER)
@require_POST
def say(request: PortalRequest, visit: Visit, match: str) -> HttpResponse:
    """Say what this authority says of it."""
    view = _found(visit, match)
    form = ViewForm(view.other.name, request.POST)
    if not form.is_valid():
        return _page(request, visit, view, saying=form)
    given = form.cleaned_data

    def do() -> None:
        say_view(visit.actor, view.match, given["revision"], Match.View(given["view"]))

    if not form.does(do, lambda: _found(visit, match).match.revision):
        return _page(request, visit, _found(visit, match), saying=form)
    messages.success(request, f"{view.other.name} is shown what you say.")
    return redirect("authority-across-match", match=match)


@for_authority(Role.OFFICER)
@require_POST
def write(request: PortalRequest, visit: Visit, match: str) -> HttpResponse:
    """Write to the other authority about it."""
    view = _found(visit, match)
    form = MessageForm(request.POST)
    if not form.is_valid() or not _written(visit, view.match, form):
        return _page(request, visit, view, writing=form)
    messages.success(request, f"Your message is there for the data team of {view.other.name}.")
    return redirect("authority-across-match", match=match)


@for_authority(Role.OFFICER)
@require_POST
def undo(request: PortalRequest, visit: Visit, match: str) -> HttpResponse:
    """Open what was settled again."""
    view = _found(visit, match)
    form = RevisedForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, view, undoing=form)
    seen = form.cleaned_data["revision"]
    if not form.does(lambda: undo_match(visit.actor, view.match, seen), lambda: view.match.revision):
        return _page(request, visit, match_at(visit.scope, match) or view, undoing=form)
    messages.success(request, "This is open again. Whoever was not counted is counted again.")
    is_shown = match_at(visit.scope, match) is not None
    return redirect("authority-across-match", match=match) if is_shown else redirect("authority-across")


def _page(
    request: PortalRequest,
    visit: Visit,
    view: AcrossView,
    *,
    saying: ViewForm | None = None,
    writing: MessageForm | None = None,
    undoing: RevisedForm | None = None,
) -> HttpResponse:
    """The page; its sight is recorded for each school whose pupil it shows."""
    schools = sorted({one.school.public_id for one in view.rows}) or [""]
    record_views(visit.actor, authority_of(visit).public_id, "match", schools)
    seen = {"revision": view.match.revision, "view": view.match.view}
    facts = {
        "own": authority_of(visit),
        "view": view,
        "written": written_about(visit.scope, view.match),
        "may_say": visit.role == Role.OFFICER,
        "saying": saying or ViewForm(view.other.name, initial=seen),
        "writing": writing or MessageForm(),
        "form": saying or writing or undoing or Form(),
    }
    revised = saying or undoing
    return render(request, "authority/across/match.html", facts, status=revised.status if revised else HTTPStatus.OK)


def _written(visit: Visit, match: Match, form: MessageForm) -> bool:
    text = form.cleaned_data["text"]
    try:
        digest = digest_of(match.public_id, text)
        once(form.cleaned_data["once"], visit.actor, digest, lambda: write_about(visit.actor, match, text).public_id)
    except Refusal as refusal:
        form.refuse(refusal, "text")
        return False
    return True


def _found(visit: Visit, public_id: str) -> AcrossView:
    found = match_at(visit.scope, public_id)
    if found is None:
        raise Http404
    return found
