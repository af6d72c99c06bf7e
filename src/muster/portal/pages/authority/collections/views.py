"""An officer's pages of collections: the list, a new one, one with what is settled and what is left, its opening."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from msgspec.structs import replace

from muster.portal.collecting.actions import draft_collection, open_collection, settle_data_care
from muster.portal.collecting.models import Collection
from muster.portal.collecting.policies import check_open
from muster.portal.collecting.reads import collections, data_care_before, data_care_of
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.systems import systems
from muster.portal.collecting.terms import Terms, terms_like, terms_of, terms_of_year
from muster.portal.collecting.times import said
from muster.portal.collecting.wanted import asked_for
from muster.portal.foundation.refusals import Refusal, why_not
from muster.portal.organisations.models import Role
from muster.portal.organisations.permissions import sees_pupils_at
from muster.portal.pages.authority.collections.forms import (
    BeginForm,
    CareForm,
    ChecksForm,
    DatesForm,
    FileForm,
    GuidanceForm,
    LikeForm,
    PracticeForm,
    SystemForm,
    system_names,
)
from muster.portal.pages.authority.collections.place import (
    KEPT,
    WORDS,
    Place,
    change_page,
    files_place_of,
    place_of,
    results_place_of,
)
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.shared.forms import RevisedForm, posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_BOTH = ["GET", "HEAD", "POST"]
_OPENED = "{title} is open. Now ask the schools."
_ANNOUNCED = "Schools see {title} from now on, and can send from {opens}. Now ask the schools."


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def every(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Every collection with how far it is."""
    rows = [(one, WORDS[state_of(one)], said(one.deadline)) for one in collections(visit.scope)]
    facts = {"own": authority_of(visit), "rows": rows, "may_change": visit.role == Role.OFFICER}
    return render(request, "authority/collections/every.html", facts)


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def begin(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Begin a collection: a draft that only officers see."""
    earlier = list(collections(visit.scope).filter(kind=Collection.Kind.KS1))
    form = BeginForm(earlier, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = _begun(visit, form, earlier)
        if made is not None:
            return redirect("authority-collection", collection=made.public_id)
    return render(request, "authority/collections/begin.html", {"own": authority_of(visit), "form": form})


def _begun(visit: Visit, form: BeginForm, earlier: list[Collection]) -> Collection | None:
    given = form.cleaned_data
    try:
        terms = _first_terms(given, earlier)
        return draft_collection(visit.actor, authority_of(visit), given["year"], terms, Collection.Kind(given["kind"]))
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _first_terms(given: dict[str, str | int], earlier: list[Collection]) -> Terms:
    year = int(given["year"])
    if given["kind"] == Collection.Kind.FILE_ONLY:
        return replace(terms_of_year(year), title=str(given["title"]))
    like = next((one for one in earlier if one.public_id == given["like"]), None)
    return terms_like(like, year) if like else terms_of_year(year)


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def one(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """A collection: what is settled, what is left before it can open."""
    return _overview(request, place_of(visit, collection), None)


@for_authority(Role.OFFICER)
@require_POST
def open_it(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Open the collection, as the officer saw it."""
    place, form = place_of(visit, collection), RevisedForm(request.POST)
    if form.is_valid() and _opened(place, form):
        messages.success(request, _said_of(place_of(visit, collection).collection))
        return redirect(place.address())
    return _overview(request, place_of(visit, collection), form)


def _said_of(opened: Collection) -> str:
    words = _ANNOUNCED if state_of(opened) is State.COMING else _OPENED
    return words.format(title=opened.title, opens=said(opened.opens_at))


def _opened(place: Place, form: RevisedForm) -> bool:
    seen = form.cleaned_data["revision"]
    return form.does(lambda: open_collection(place.visit.actor, place.collection, seen), place.revision_now)


def _overview(request: PortalRequest, place: Place, form: RevisedForm | None) -> HttpResponse:
    held, collection = data_care_of(place.visit.scope, place.collection), place.collection
    form = form or RevisedForm(initial={"revision": collection.revision})
    days = [
        ("Schools can send from", said(collection.opens_at)),
        ("Deadline", said(collection.deadline)),
        ("Late files are taken until", said(collection.closes_at)),
    ]
    more = {
        "form": form,
        "care": held,
        "terms": terms_of(collection),
        "days": days,
        "not_yet": why_not(check_open, collection),
        "sees_pupils": sees_pupils_at(place.visit.access, collection.authority),
    }
    if collection.kind == Collection.Kind.FILE_ONLY:
        more["wanted"] = asked_for(collection)
    elif not collection.opened_at:
        more["may_copy"] = bool(_others(place))
    return render(request, "authority/collections/one.html", place.facts(**more))


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def like(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Take an earlier collection's settings over into a draft that was begun without."""
    place = results_place_of(visit, collection)
    earlier = _others(place)
    if place.collection.opened_at or not earlier:
        raise Http404
    form = LikeForm(terms_of(place.collection), place.collection.revision, earlier, posted(request))
    return change_page(request, place, form, "authority/collections/like.html")


def _others(place: Place) -> list[Collection]:
    rows = collections(place.visit.scope).filter(kind=Collection.Kind.KS1)
    return list(rows.exclude(pk=place.collection.pk))


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def dates(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Name, days, science."""
    place = place_of(visit, collection)
    form = DatesForm(terms_of(place.collection), place.collection.revision, posted(request))
    return change_page(request, place, form, "authority/collections/dates.html")


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def checks(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Queries softened, thresholds."""
    place = results_place_of(visit, collection)
    now = place.collection
    form = ChecksForm(terms_of(now), now.revision, now.year, posted(request))
    return change_page(request, place, form, "authority/collections/checks.html")


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def practice(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """What schools may do, who sees comparisons."""
    place = results_place_of(visit, collection)
    form = PracticeForm(terms_of(place.collection), place.collection.revision, posted(request))
    return change_page(request, place, form, "authority/collections/practice.html", systems=system_names())


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def system(request: PortalRequest, visit: Visit, collection: str, system: str) -> HttpResponse:
    """What schools of one system are told first."""
    place = results_place_of(visit, collection)
    if system not in systems():
        raise Http404
    form = SystemForm(system, terms_of(place.collection), place.collection.revision, posted(request))
    return change_page(request, place, form, "authority/collections/system.html", name=systems()[system].name)


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def file(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Which kind of file is asked for."""
    place = files_place_of(visit, collection)
    form = FileForm(terms_of(place.collection), place.collection.revision, posted(request))
    return change_page(request, place, form, "authority/collections/file.html")


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def guidance(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The authority's own words at the head of the guidance."""
    place = place_of(visit, collection)
    form = GuidanceForm(terms_of(place.collection), place.collection.revision, posted(request))
    return change_page(request, place, form, "authority/collections/guidance.html")


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def care(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """What the data is for, and how long it is kept; with `?before=yes` what was settled last is filled in, to read."""
    place = place_of(visit, collection)
    held = data_care_of(visit.scope, place.collection)
    before = None if held else data_care_before(visit.scope, place.collection)
    is_filled = bool(before) and "before" in request.GET
    form = CareForm(held, posted(request), before if is_filled else None)
    if form.is_bound and form.is_valid() and _cared(place, form):
        messages.success(request, KEPT)
        return redirect(place.address())
    facts = place.facts(form=form, before=before, is_filled=is_filled)
    return render(request, "authority/collections/care.html", facts)


def _cared(place: Place, form: CareForm) -> bool:
    actor, collection, given = place.visit.actor, place.collection, form.cleaned_data

    def now() -> int:
        held = data_care_of(place.visit.scope, collection)
        return held.revision if held else 0

    return form.does(lambda: settle_data_care(actor, collection, given["revision"], form.given()), now)
