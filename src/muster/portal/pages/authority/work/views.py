"""What waits for an officer, the oldest first: theirs and nobody's, or everybody's."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.casework.cases import Case, Kind
from muster.portal.casework.reads.assignments import officers
from muster.portal.casework.reads.work import work_of
from muster.portal.organisations.models import Person, Role
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.authority.progress.place_in_list import NONE
from muster.portal.pages.authority.work.place_in_queue import ALL, InQueue, place_in
from muster.portal.pages.authority.work.queue import row_of
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

MOST = 100
"""So many cases are shown: whoever has more narrows them, or begins with the oldest."""


class WhoseForm(Form):
    """Whose cases: shown only, for it travels in the address, where nothing is refused."""

    whose = forms.ChoiceField(label="Whose?")
    kind = forms.ChoiceField(label="What?")

    def __init__(self, place: InQueue, people: Sequence[Person], person: Person | None) -> None:
        super().__init__(initial={"whose": place.whose, "kind": place.kind or ""})
        others = [(one.public_id, one.name) for one in people if one != person]
        whose = [("", "Mine, and nobody’s"), (NONE, "Nobody’s"), (ALL, "Everybody’s"), *others]
        self.fields["whose"].choices = whose  # type: ignore[attr-defined] # a ChoiceField
        self.fields["kind"].choices = [("", "Everything"), *((one.value, one.words) for one in Kind)]  # type: ignore[attr-defined]


@for_authority(Role.OFFICER)
@require_safe
def work(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The queue."""
    people = list(officers(visit.scope))
    place = place_in(request.GET, people)
    cases = work_of(visit.scope)
    theirs = place.of(cases, visit.person)
    shown = place.shown(cases, visit.person)
    facts = {
        "own": authority_of(visit),
        "heading": "What waits" if place.whose else "What waits for you",
        "find": WhoseForm(place, people, visit.person),
        "kinds": _kinds(place, theirs),
        "rows": [row_of(one, place) for one in shown[:MOST]],
        "number": len(shown),
        "others": len(cases) - len(theirs),
        "everybody": msgspec.structs.replace(place, whose=ALL).address,
    }
    return render(request, "authority/queue/queue.html", facts)


def waiting_for(visit: Visit) -> int:
    """How many cases wait for whoever looks: theirs, and nobody's."""
    return len(InQueue().of(work_of(visit.scope), visit.person))


def _kinds(place: InQueue, cases: list[Case]) -> list[tuple[str, int, str]]:
    """Each kind that occurs: its words, its number, and the way to it alone."""
    numbers = Counter(one.kind for one in cases)
    return [(kind.words, numbers[kind], InQueue(place.whose, kind).address) for kind in Kind if numbers[kind]]
