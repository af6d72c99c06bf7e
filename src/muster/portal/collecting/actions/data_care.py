"""Settling what the data of a collection is for, and how long it is kept."""

from muster.portal.audit.action import action
from muster.portal.collecting.care import Care, check_care
from muster.portal.collecting.models import Collection, DataCare
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.meanwhile import changed_meanwhile

BEGIN = 0
"""The revision that a person saw where nothing was settled yet."""


def settle_data_care(actor: Actor, collection: Collection, seen: int, care: Care) -> DataCare:
    """Keep what this person has decided, under their name. One event, with the periods and which texts changed.

    `seen` is the revision that the person saw, 0 where nothing was settled. Raises Changed where somebody was first,
    Refusal where something is missing or cannot be.
    """
    check_care(care)
    with action(actor, collection.authority.public_id) as act:
        Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
        held = DataCare.objects.filter(collection=collection).first()
        if (held.revision if held else BEGIN) != seen:
            raise changed_meanwhile(collection.authority.public_id, held or collection)
        row = held or DataCare(authority=collection.authority, collection=collection, revision=BEGIN)
        changed = [name for name, value in care.fields.items() if held is None or getattr(held, name) != value]
        for name, value in care.fields.items():
            setattr(row, name, value)
        row.entered_by_name, row.entered_at, row.revision = actor.name, clock.now(), row.revision + 1
        row.save()
        act.record("collection.data_care_settled", row, collection=collection.public_id, fields=changed)
    return row
