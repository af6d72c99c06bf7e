"""Which schools are not ready for a collection, and why: counted, narrowed, taken away, written to."""

from collections import Counter

import msgspec
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.formats.export import Cell, csv_text
from muster.formats.names import fold
from muster.portal.casework.models import Reminding
from muster.portal.casework.policies import check_remind
from muster.portal.casework.reads.readiness import Lack, Readiness, readiness_of
from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.refusals import why_not
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import place_of
from muster.portal.pages.shared.downloads import CSV, file_to_save
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_ANY, _ALL = "any", "all"
_HEADINGS = (
    *("URN", "DfE number", "School", "Trust", "Head teacher", "People who may send", "Main address"),
    *(lack.words for lack in Lack),
    *("Addresses at which no mail arrives", "Last written to"),
)


class ShowForm(Form):
    """Which schools to show: for looking only, for it travels in the address, where nothing is refused."""

    q = forms.CharField(label="Find a school", help_text="Its name, number, URN or trust.")
    lack = forms.ChoiceField(
        label="Show",
        choices=[
            (_ANY, "Schools that are not ready"),
            *((one.value, one.words) for one in Lack),
            (_ALL, "All schools"),
        ],
    )


class _Shown(msgspec.Struct, frozen=True):
    """What the address asks for."""

    q: str
    lack: str

    def of(self, lines: list[Readiness]) -> list[Readiness]:
        """The lines that are shown."""
        return [one for one in lines if self._lacks(one) and all(word in _said(one) for word in fold(self.q).split())]

    def _lacks(self, line: Readiness) -> bool:
        if self.lack == _ANY:
            return bool(line.lacks)
        return self.lack == _ALL or self.lack in line.lacks


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def ready(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The schools and what they lack."""
    place, shown = place_of(visit, collection), _shown(request)
    every = readiness_of(visit.scope, place.collection)
    counts = Counter(lack for one in every for lack in one.lacks)
    facts = place.facts(
        lines=shown.of(every),
        shown=shown,
        total=len(every),
        ready=sum(not one.lacks for one in every),
        to_ask=sum(one.is_to_ask for one in every),
        numbers=[(lack.words, counts[lack], lack.value) for lack in Lack],
        find=ShowForm(initial={"q": shown.q, "lack": shown.lack}),
        withheld=why_not(check_remind, place.collection, Reminding.To.NOT_READY, clock.now()),
    )
    return render(request, "authority/chasing/ready.html", facts)


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def download(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The schools that are shown, as CSV."""
    place = place_of(visit, collection)
    lines = _shown(request).of(readiness_of(visit.scope, place.collection))
    content = csv_text(_HEADINGS, [_row(one) for one in lines]).encode("utf-8-sig")
    name = f"Ready {place.collection.year}.csv"
    return file_to_save(content, CSV, name)


def _shown(request: PortalRequest) -> _Shown:
    lack = request.GET.get("lack", "")
    known = {_ANY, _ALL, *(one.value for one in Lack)}
    return _Shown(" ".join(request.GET.get("q", "").split())[:100], lack if lack in known else _ANY)


def _said(line: Readiness) -> str:
    school = line.school
    return fold(" ".join((school.name, school.number, school.urn, school.trust.name if school.trust else "")))


def _row(line: Readiness) -> list[Cell]:
    school = line.school
    return [
        school.urn,
        school.number,
        school.name,
        school.trust.name if school.trust else "",
        line.head,
        line.senders,
        school.email,
        *("yes" if lack in line.lacks else "" for lack in Lack),
        " ".join(line.bounced),
        f"{line.asked_at.astimezone(LONDON):%Y-%m-%d %H:%M}" if line.asked_at else "",
    ]
