"""A trust's page, and where its schools are in a collection."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import collections
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.organisations.reads.schools import schools as schools_within
from muster.portal.pages.shared.downloads import CSV, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_trust
from muster.portal.pages.trust.lines import csv_of, shown_to
from muster.portal.pages.trust.people import trust_of


@for_trust()
@require_safe
def trust(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What its schools were asked for, and where to look."""
    found = trust_of(visit)
    facts = {
        "trust": found,
        "rows": [(one, said(one.deadline)) for one in _asked(visit)],
        "schools": schools_within(visit.scope).order_by("name", "urn"),
    }
    return render(request, "trust/trust.html", facts)


@for_trust()
@require_safe
def schools(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """How far each school is, and its figures where they may be seen."""
    found, one = trust_of(visit), collection_of(visit, collection)
    shown = shown_to(visit, found, one)
    lines = [(line, line.state.words(one.authority.name), _when(line.changed_at)) for line in shown.progress]
    facts = {"trust": found, "collection": one, "shown": shown, "lines": lines, "as_of": said(clock.now())}
    return render(request, "trust/schools.html", facts)


@for_trust()
@require_safe
def download(_request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The same as CSV."""
    found, one = trust_of(visit), collection_of(visit, collection)
    content = csv_of(shown_to(visit, found, one), one.authority.name)
    return file_to_save(content, CSV, f"Schools {one.year}.csv")


def _asked(visit: Visit) -> list[Collection]:
    """The collections of results that the trust's schools were asked for, the latest first."""
    return list(collections(visit.scope).filter(kind=Collection.Kind.KS1))


def collection_of(visit: Visit, public_id: str) -> Collection:
    """The collection with this public id, of those that the trust's schools were asked for; not found else."""
    found = next((one for one in _asked(visit) if one.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _when(at: datetime | None) -> str:
    return clock.in_words(at) if at else ""
