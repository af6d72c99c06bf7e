"""A collection: drafted, changed, opened."""

from django.db import IntegrityError

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection
from muster.portal.collecting.policies import check_open, check_terms
from muster.portal.collecting.revisions import change
from muster.portal.collecting.terms import Terms, fields_of, framework_of
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority


def draft_collection(
    actor: Actor, authority: Authority, year: int, terms: Terms, kind: Collection.Kind = Collection.Kind.KS1
) -> Collection:
    """A new collection that only officers see yet. One event.

    Results are checked by the year's framework; a collection of files alone needs none. Raises Refusal where the
    year has no framework, the terms cannot stand together, or the authority has that collection already.
    """
    ruleset = framework_of(year).ruleset if kind is Collection.Kind.KS1 else ""
    check_terms(terms)
    collection = Collection(authority=authority, kind=kind, year=year, ruleset=ruleset, **fields_of(terms))
    try:
        with action(actor, authority.public_id) as act:
            collection.save(force_insert=True)
            act.record("collection.drafted", collection, kind=kind, year=year, title=terms.title)
    except IntegrityError as fault:
        raise Refusal("collection_twice", year=str(year), title=terms.title) from fault
    return collection


def change_collection(actor: Actor, collection: Collection, seen: int, terms: Terms) -> Collection:
    """Set the collection's terms anew; `seen` is the revision that the person saw. One event, with what changed.

    Raises Changed where somebody was first, Refusal where the terms cannot stand together or the title is taken.
    """
    check_terms(terms)
    fields = fields_of(terms)
    try:
        with action(actor, collection.authority.public_id) as act:
            changed = [name for name, value in fields.items() if getattr(collection, name) != value]
            change(collection, seen, fields)
            act.record("collection.changed", collection, fields=changed)
    except IntegrityError as fault:
        raise Refusal("collection_twice", year=str(collection.year), title=terms.title) from fault
    return collection


def open_collection(actor: Actor, collection: Collection, seen: int) -> Collection:
    """Let schools be asked, and see the collection; it takes files from `opens_at` on. One event.

    Raises Changed where somebody changed it first, Refusal where it is no draft or its deadline has passed.
    """
    check_open(collection)
    with action(actor, collection.authority.public_id) as act:
        change(collection, seen, {"opened_at": clock.now(), "opened_by_name": actor.name})
        act.record("collection.opened", collection, deadline=collection.deadline.isoformat())
    return collection
