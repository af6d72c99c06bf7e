"""Asking schools to take part, and telling them by e-mail."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.policies import check_ask
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.letterhead import letterhead
from muster.portal.organisations.models import Membership, Role, School
from muster.portal.outbox.actions import Recipient, send
from muster.portal.outbox.rendering import Fact


class Asked(msgspec.Struct, frozen=True):
    """The requests made now, how many schools had been asked before, and the schools that no e-mail could go to."""

    requests: tuple[Request, ...]
    before: int
    unreached: tuple[School, ...]


def ask_schools(actor: Actor, collection: Collection, schools: Sequence[School]) -> Asked:
    """Ask the schools that were not asked yet. One event a school, and one with the counts.

    An e-mail goes to each school's main address, and to its head and those who may send, once an address. Raises
    Refusal, and asks nobody, where the collection is not open, or a school is closed or another authority's.
    """
    check_ask(collection, schools)
    with action(actor, collection.authority.public_id) as act:
        # Two officers asking at once wait for each other, so that no school is written to twice.
        Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
        known = set(Request.objects.filter(collection=collection).values_list("school_id", flat=True))
        new = {school.pk: school for school in schools if school.pk not in known}
        requests = Request.objects.bulk_create([_request(actor, collection, school) for school in new.values()])
        for request in requests:
            act.record("school.asked", request, school=request.school.public_id, collection=collection.public_id)
        asked = Asked(tuple(requests), len(schools) - len(new), tuple(_tell(collection, requests)))
        act.record("schools.asked", collection, asked=len(requests), before=asked.before)
    return asked


def _request(actor: Actor, collection: Collection, school: School) -> Request:
    return Request(
        authority=collection.authority,
        collection=collection,
        school=school,
        sent_at=clock.now(),
        sent_by_name=actor.name,
    )


def _tell(collection: Collection, requests: Sequence[Request]) -> Iterator[School]:
    """Queue the e-mails; yields the schools that have no address at all."""
    named = _named_people(request.school_id for request in requests)
    for request in requests:
        school = request.school
        addresses = [Recipient(school.email)] if school.email else []
        addresses += named.get(school.pk, [])
        for address in addresses:
            once = f"request:{request.public_id}:{address.address}"
            facts = _facts(collection, school)
            send("request", address, facts, authority=collection.authority.public_id, once=once)
        if not addresses:
            yield school


def _facts(collection: Collection, school: School) -> dict[str, Fact]:
    return {
        "title": collection.title,
        "school": school.name,
        "urn": school.urn,
        "deadline": said(collection.deadline),
        **letterhead(collection.authority),
    }


def _named_people(schools: Iterable[int]) -> dict[int, list[Recipient]]:
    """Each school's head, and those who may send for it."""
    rows = Membership.objects.filter(
        school__in=list(schools), role__in=[Role.HEAD, Role.SENDER], ended_at__isnull=True
    ).select_related("person")
    people: dict[int, list[Recipient]] = {}
    for row in rows.order_by("pk"):
        if row.school_id is not None:
            people.setdefault(row.school_id, []).append(Recipient(row.person.email, row.person.name))
    return people
