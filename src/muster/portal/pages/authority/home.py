"""An officer's home: what needs somebody's attention, and the way to the rest."""

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from muster.portal.casework.models import EnquiryState
from muster.portal.casework.reads import enquiries
from muster.portal.collecting.reads import running
from muster.portal.collecting.states import State, state_of
from muster.portal.duplicates.reads.across import waiting_across
from muster.portal.duplicates.reads.agreements import not_yet_ours
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Role
from muster.portal.organisations.permissions import sees_pupils_at
from muster.portal.organisations.reads.head_changes import waiting
from muster.portal.organisations.reads.providers import emergency_use, is_emergency_ready, provider_of
from muster.portal.organisations.reads.schools import Show, count_of
from muster.portal.outbox.reads import stopped
from muster.portal.pages.authority.people import authority_of, may_settle
from muster.portal.pages.authority.schools import Place
from muster.portal.pages.authority.work.views import waiting_for
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


class Attention(msgspec.Struct, frozen=True):
    """Something that needs attention: how many there are, what they are (one, and several), and where to see them."""

    count: int
    one: str
    several: str
    address: str

    @property
    def words(self) -> str:
        """How many of what: "1 new head teacher", "3 new head teachers"."""
        return f"{self.count} {self.one if self.count == 1 else self.several}"


class Notice(Attention, frozen=True):
    """Something that needs attention and is not counted."""

    @property
    def words(self) -> str:
        """What it is."""
        return self.one


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What needs attention, the schools and the people."""
    sees_pupils = sees_pupils_at(visit.access, authority_of(visit))
    waits = [
        *(_signing_in(visit) if visit.role == Role.OFFICER else []),
        *_work(visit),
        *(_enquiries(visit.scope) if sees_pupils else []),
        *(_across(visit) if sees_pupils else []),
        *_attention(visit.scope),
    ]
    facts = {
        "own": authority_of(visit),
        "attention": [one for one in waits if one.count],
        "sees_pupils": sees_pupils,
        # What schools can send to already stands before what was announced alone.
        "running": sorted(running(visit.scope), key=lambda one: state_of(one) is State.COMING),
        "open": count_of(visit.scope, Show.OPEN),
    }
    return render(request, "authority/home.html", facts)


def _work(visit: Visit) -> list[Attention]:
    """An officer's queue; advisers have none."""
    if visit.role == Role.ADVISER:
        return []
    one, several = "case that waits for you", "cases that wait for you"
    return [Attention(waiting_for(visit), one, several, reverse("authority-work"))]


def _signing_in(visit: Visit) -> list[Attention]:
    """What whoever settles the authority's matters must know of how its people sign in."""
    address, used = reverse("authority-sign-in"), emergency_use(visit.scope)
    provider = provider_of(visit.scope)
    unready = bool(provider and provider.is_on and not is_emergency_ready(visit.scope))
    said = f"The emergency account was used on {clock.in_words(used.used_at)}" if used and used.used_at else ""
    lacking = "The emergency account lets nobody in yet"
    return [Notice(1 if said else 0, said, said, address), Notice(int(unready), lacking, lacking, address)]


def _enquiries(scope: Scope) -> list[Attention]:
    count = enquiries(scope, EnquiryState.OPEN).count()
    return [Attention(count, "enquiry to answer", "enquiries to answer", reverse("team-enquiries"))]


def _across(visit: Visit) -> list[Attention]:
    """Pupils to settle with another authority, and agreements that another has recorded and this one has not."""
    one, several = "pupil to settle with another authority", "pupils to settle with other authorities"
    waiting = Attention(waiting_across(visit.scope).number, one, several, reverse("authority-across"))
    asking = not_yet_ours(visit.scope)
    if not asking or not may_settle(visit):
        return [waiting]
    said = f"{asking[0]} has recorded a sharing agreement with you"
    return [waiting, Notice(len(asking), said, said, reverse("authority-sharing"))]


def _attention(scope: Scope) -> list[Attention]:
    no_head, never_in = count_of(scope, Show.NO_HEAD), count_of(scope, Show.NEVER_IN)
    return [
        Attention(
            waiting(scope).count(),
            "new head teacher to approve or refuse",
            "new head teachers to approve or refuse",
            reverse("authority-heads"),
        ),
        Attention(
            stopped(scope).count(),
            "e-mail that could not be delivered",
            "e-mails that could not be delivered",
            reverse("authority-mails"),
        ),
        Attention(
            no_head,
            "school without a head teacher here",
            "schools without a head teacher here",
            Place(show=Show.NO_HEAD).address,
        ),
        Attention(
            never_in,
            "school whose head teacher has never signed in",
            "schools whose head teacher has never signed in",
            Place(show=Show.NEVER_IN).address,
        ),
    ]
