"""Reports published: whose and when, confirmed before anything is given; a release looked at, and called off."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.collecting.times import said
from muster.portal.foundation.once import digest_of, once
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role, School
from muster.portal.outbox.reads import counts_of
from muster.portal.pages.authority.chasing.choosing import NarrowForm, begins_ticked, narrowed_by
from muster.portal.pages.authority.collections.place import Place, results_place_of
from muster.portal.pages.authority.reports.forms import PublishForm
from muster.portal.pages.authority.reports.words import STATES
from muster.portal.pages.shared.forms import posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.pages.shared.giving import looking_again
from muster.portal.publishing.actions.releasing import call_off, release
from muster.portal.publishing.models import Release
from muster.portal.publishing.reads.office import ReportLine, ReportState, released_by, releases_of, report_lines

_PUBLISH = "publish"
_NOT_CHOSEN = "Not chosen"
_FIELDS = {"release_past": "day"}


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Whose reports, and when; then what that means; then they are published, or set to be."""
    place = results_place_of(visit, collection)
    lines = report_lines(visit.scope, place.collection)
    ready = [one for one in lines if one.state is ReportState.MADE]
    form = PublishForm([one.school for one in ready], posted(request), begin=begins_ticked(request.GET))
    if form.is_bound and form.is_valid():
        if request.POST.get("do") != _PUBLISH:
            return render(request, "authority/reports/confirm.html", place.facts(**_looked_through(form, lines)))
        made = _released(place, form, ready)
        if made:
            return redirect(place.address("authority-reports-release", release=made))
    return render(request, "authority/reports/publish.html", place.facts(**_facts(request, place, form, ready)))


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def one(request: PortalRequest, visit: Visit, collection: str, release: str) -> HttpResponse:
    """What is to be published and when, or what became of it."""
    place = results_place_of(visit, collection)
    found = _found(place, release)
    members = released_by(visit.scope, found)
    facts = {
        "release": found,
        "due": said(found.at),
        "published": [one for one in members if one.published_at is not None],
        "left_out": [one for one in members if one.left_out and not found.is_called_off],
        "schools": [one.school_return.school for one in members if not one.left_out or found.is_called_off],
        "mails": counts_of(visit.scope, found.public_id),
        "back": place.address("authority-reports"),
    }
    answer = render(request, "authority/reports/release.html", place.facts(**facts))
    return looking_again(answer, waits=found.is_under_way)


@for_authority(Role.OFFICER)
@require_POST
def off(request: PortalRequest, visit: Visit, collection: str, release: str) -> HttpResponse:
    """Let them not be published."""
    place = results_place_of(visit, collection)
    found = _found(place, release)
    try:
        call_off(visit.actor, found)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
        return redirect(place.address("authority-reports-release", release=release))
    messages.success(request, "It is called off. Nothing is published, and nobody is written to.")
    return redirect(place.address("authority-reports"))


def _found(place: Place, public_id: str) -> Release:
    found = releases_of(place.visit.scope, place.collection).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _released(place: Place, form: PublishForm, ready: Sequence[ReportLine]) -> str:
    """The public id of the release, made once however often it is sent; "" where it was refused, as the form says."""
    given = form.cleaned_data
    chosen, due = set(given["schools"]), given["due_at"]
    ours = (one.school_return for one in ready if one.school.public_id in chosen)
    returns = sorted(one.public_id for one in ours if one is not None)

    def do() -> str:
        return release(place.visit.actor, place.collection, returns, due).public_id

    try:
        return str(once(given["once"], place.visit.actor, digest_of(str(due), *returns), do).value)
    except Refusal as refusal:
        form.refuse(refusal, _FIELDS.get(refusal.id))
        return ""


def _looked_through(form: PublishForm, lines: Sequence[ReportLine]) -> dict[str, object]:
    """What would be published, what is left out and why, and the fields that the page sends again."""
    given = form.cleaned_data
    chosen = set(given["schools"])
    names = ("when", "day", "time", "once")
    kept = [(name, value) for name in names if (value := form.data.get(name))]
    return {
        "chosen": [one.school for one in lines if one.school.public_id in chosen],
        "left_out": _left_out([one for one in lines if one.school.public_id not in chosen]),
        "due": said(given["due_at"]) if given["due_at"] else "",
        "kept": [*kept, *(("schools", one) for one in sorted(chosen))],
    }


def _left_out(lines: Sequence[ReportLine]) -> list[tuple[str, list[School]]]:
    found: dict[str, list[School]] = defaultdict(list)
    for one in lines:
        found[_NOT_CHOSEN if one.state is ReportState.MADE else STATES[one.state]].append(one.school)
    return list(found.items())


def _facts(request: PortalRequest, place: Place, form: PublishForm, ready: Sequence[ReportLine]) -> dict[str, object]:
    narrowed = narrowed_by(request.GET)
    shown = (one for one in ready if narrowed.fits(one.school))
    return {
        "form": form,
        "number": len(ready),
        "ticks": [form.line(number, one.school, f"Edition {one.number}.") for number, one in enumerate(shown)],
        "narrow": NarrowForm([one.school for one in ready], narrowed),
        "narrowed": narrowed,
        "back": place.address("authority-reports"),
    }
