"""An officer's home: what needs somebody's attention, and the way to the rest."""

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from muster.portal.casework.models import EnquiryState
from muster.portal.casework.reads import enquiries
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Role
from muster.portal.organisations.permissions import sees_pupils_at
from muster.portal.organisations.reads.head_changes import waiting
from muster.portal.organisations.reads.schools import Show, count_of
from muster.portal.outbox.reads import stopped
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.authority.schools import Place
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


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What needs attention, the schools and the people."""
    sees_pupils = sees_pupils_at(visit.access, authority_of(visit))
    waits = [*(_enquiries(visit.scope) if sees_pupils else []), *_attention(visit.scope)]
    facts = {"own": authority_of(visit), "attention": [one for one in waits if one.count], "sees_pupils": sees_pupils}
    return render(request, "authority/home.html", facts | {"open": count_of(visit.scope, Show.OPEN)})


def _enquiries(scope: Scope) -> list[Attention]:
    count = enquiries(scope, EnquiryState.OPEN).count()
    return [Attention(count, "enquiry to answer", "enquiries to answer", reverse("team-enquiries"))]


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
