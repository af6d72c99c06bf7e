"""Asking schools to take part, and telling them by e-mail."""

from collections.abc import Iterator, Sequence

import msgspec

from muster.portal.audit.action import action
from muster.portal.collecting.addressees import addressees
from muster.portal.collecting.links import decline_link
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.policies import check_ask
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.times import said
from muster.portal.collecting.wanted import asked_for
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.letterhead import letterhead
from muster.portal.organisations.models import School
from muster.portal.outbox.actions import Letter, Recipient, send_many
from muster.portal.outbox.rendering import Fact


class Asked(msgspec.Struct, frozen=True):
    """The requests made now, how many schools had been asked before, and the schools that no e-mail could go to."""

    requests: tuple[Request, ...]
    before: int
    unreached: tuple[School, ...]


def ask_schools(actor: Actor, collection: Collection, schools: Sequence[School]) -> Asked:
    """Ask the schools that were not asked yet. One event a school, and one with the counts.

    An e-mail goes to each school's main address, and to its head and those who may confirm or send, once an address;
    they are counted under the collection's public id.
    Raises Refusal, and asks nobody, where the collection is not open, or a school is closed or another authority's.
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


def _tell(collection: Collection, requests: Sequence[Request]) -> list[School]:
    """Queue the e-mails; gives the schools that have no address at all."""
    to = addressees(request.school for request in requests)
    letters = (one for request in requests for one in _letters(collection, request, to[request.school.pk]))
    send_many(letters, authority=collection.authority.public_id, batch=collection.public_id)
    return [request.school for request in requests if not to[request.school.pk]]


def _letters(collection: Collection, request: Request, to: Sequence[Recipient]) -> Iterator[Letter]:
    template, facts = _mail(collection, request)
    for address in to:
        once = f"request:{request.public_id}:{address.address}"
        yield Letter(template, address, facts, once, request.school.public_id)


def _mail(collection: Collection, request: Request) -> tuple[str, dict[str, Fact]]:
    """Which mail goes to the school, and what it says."""
    if collection.kind == Collection.Kind.FILE_ONLY:
        return "file_request", {**_common(collection, request), "asked_for": asked_for(collection)}
    return "request", {**_common(collection, request), "science": collection.science}


def _common(collection: Collection, request: Request) -> dict[str, Fact]:
    coming = state_of(collection) is State.COMING
    return {
        "title": collection.title,
        "school": request.school.name,
        "urn": request.school.urn,
        "deadline": said(collection.deadline),
        "opens": said(collection.opens_at) if coming else "",
        "decline_link": decline_link(request),
        **letterhead(collection.authority),
    }
