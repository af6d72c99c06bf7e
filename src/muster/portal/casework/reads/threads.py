"""What is seen of enquiries."""

import re
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from muster.portal.casework.models import Enquiry, EnquiryState
from muster.portal.casework.sealing import text_of
from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Person, School

_URN = re.compile(r"\b\d{6}\b")


class Said(msgspec.Struct, frozen=True):
    """One message of a thread, opened."""

    author: str
    from_team: bool
    at: datetime
    text: str

    @property
    def when(self) -> str:
        """The moment, in words."""
        return clock.in_words(self.at)


def enquiries(scope: Scope, state: str = "") -> QuerySet[Enquiry]:
    """The enquiries of the authority, those that wait for the data team first, the longest waiting on top."""
    rows = scope.within(
        Enquiry.objects.select_related("authority", "school", "person", "about__school_return__request"), school=None
    )
    if state:
        return rows.filter(state=state).order_by("changed_at" if state == EnquiryState.OPEN else "-changed_at", "pk")
    return rows.order_by("-changed_at", "-pk")


def own_enquiries(scope: Scope, person: Person) -> QuerySet[Enquiry]:
    """What this person has asked, the last moved first.

    They are the person's own, whatever schools they reach now: a page gives the scope over everything.
    """
    rows = Enquiry.objects.filter(person=person).select_related("authority", "school")
    return scope.within(rows, school=None).order_by("-changed_at", "-pk")


def thread(scope: Scope, enquiry: Enquiry) -> list[Said]:
    """What was written, the oldest first; nothing where the scope does not reach the enquiry."""
    if not scope.within(Enquiry.objects.filter(pk=enquiry.pk), school=None).exists():
        return []
    vault = vault_of(enquiry.authority.public_id)
    return [
        Said(message.author_name, message.from_team, message.made_at, text_of(message, vault))
        for message in enquiry.messages.order_by("made_at", "pk")
    ]


def school_meant(scope: Scope, enquiry: Enquiry) -> School | None:
    """The school whose URN a visitor typed; None where no school of the authority has one of those numbers."""
    typed = _URN.findall(enquiry.school_said)
    rows = School.objects.filter(authority=enquiry.authority, urn__in=typed)
    return scope.within(rows, school=None).first()
