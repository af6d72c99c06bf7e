"""Whether each school could send and confirm, and could be reached, if the collection opened today."""

from collections import defaultdict
from datetime import datetime
from enum import StrEnum

import msgspec
from django.db.models import Max, Q

from muster.portal.casework.models import Reminded, Reminding
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import SIGNING, Membership, Role, School
from muster.portal.outbox.reads import bouncing

_SENDING = (Role.HEAD, Role.SIGNER, Role.SENDER)
_ENOUGH = 2


class Lack(StrEnum):
    """What a school still lacks; of the first three its own people can put an end to."""

    NEVER_IN = "never_in"
    ONE_PERSON = "one_person"
    NO_SIGNER = "no_signer"
    NO_MAIN_ADDRESS = "no_main_address"
    NO_ADDRESS = "no_address"
    BOUNCING = "bouncing"

    @property
    def words(self) -> str:
        """What officers read."""
        return _WORDS[self]


_WORDS = {
    Lack.NEVER_IN: "Nobody has signed in",
    Lack.ONE_PERSON: "Fewer than two people who may send",
    Lack.NO_SIGNER: "Nobody who may confirm",
    Lack.NO_MAIN_ADDRESS: "No main e-mail address",
    Lack.NO_ADDRESS: "No e-mail address at all",
    Lack.BOUNCING: "E-mail does not arrive",
}
THEIR_OWN = frozenset({Lack.NEVER_IN, Lack.ONE_PERSON, Lack.NO_SIGNER})
"""What the school itself is asked to put right."""


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """One school: what it lacks, its head's name, how many may send, and when it was last asked to get ready.

    `bounced` are its addresses at which no mail arrives.
    """

    school: School
    lacks: tuple[Lack, ...] = ()
    head: str = ""
    senders: int = 0
    bounced: tuple[str, ...] = ()
    asked_at: datetime | None = None

    @property
    def words(self) -> list[str]:
        """What it lacks, as officers read it."""
        return [one.words for one in self.lacks]

    @property
    def is_to_ask(self) -> bool:
        """Whether its own people have something to do."""
        return bool(THEIR_OWN & set(self.lacks))


def readiness_of(scope: Scope, collection: Collection) -> list[Readiness]:
    """The authority's open schools by name, without those that do not take part. Six queries, however many."""
    declined = Request.objects.filter(collection=collection, participation=Request.Participation.DECLINED)
    is_open = Q(closed=None) | Q(closed__gt=clock.today())
    rows = School.objects.filter(is_open, authority=collection.authority).select_related("authority", "trust")
    left = rows.exclude(pk__in=scope.within(declined).values("school"))
    schools = list(scope.within(left, school=None).order_by("name", "urn"))
    people, bounced, asked = _people(scope, schools), bouncing(scope), _asked(scope, collection)
    return [_of(school, people[school.pk], bounced, asked.get(school.pk)) for school in schools]


def _of(school: School, people: list[Membership], bounced: set[str], asked_at: datetime | None) -> Readiness:
    sending = [one for one in people if one.role in _SENDING]
    addresses = [address for address in (school.email, *(one.person.email for one in sending)) if address]
    dead = tuple(dict.fromkeys(one for one in addresses if one.lower() in bounced))
    lacking = {
        Lack.NEVER_IN: not any(one.person.first_in for one in people),
        Lack.ONE_PERSON: len({one.person_id for one in sending}) < _ENOUGH,
        Lack.NO_SIGNER: not any(one.role in SIGNING for one in people),
        Lack.NO_MAIN_ADDRESS: not school.email,
        Lack.NO_ADDRESS: not addresses,
        Lack.BOUNCING: bool(dead),
    }
    return Readiness(
        school=school,
        lacks=tuple(lack for lack, is_so in lacking.items() if is_so),
        head=next((one.person.name for one in people if one.role == Role.HEAD), ""),
        senders=len({one.person_id for one in sending}),
        bounced=dead,
        asked_at=asked_at,
    )


def _people(scope: Scope, schools: list[School]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(school__isnull=False, ended_at__isnull=True, person__is_active=True)
    here = {school.pk for school in schools}
    for row in scope.within(rows).select_related("person").order_by("pk"):
        if row.school_id in here:
            found[row.school_id].append(row)
    return found


def _asked(scope: Scope, collection: Collection) -> dict[int, datetime]:
    """When each school was last written to about getting ready."""
    rows = Reminded.objects.filter(reminding__collection=collection, reminding__to=Reminding.To.NOT_READY, reached=True)
    return dict(scope.within(rows).order_by().values_list("school_id").annotate(Max("made_at")))
