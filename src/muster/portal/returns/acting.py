"""How long an officer acts for a school, as whom, and in what they had a part."""

from datetime import timedelta

from django.db.models import QuerySet

from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.returns.models import Acting, Version

LASTS = timedelta(hours=4)
"""Longer than a telephone call, shorter than a forgotten tab."""
_LONGEST_NAME = 200


def under_way(request: Request, person: str) -> QuerySet[Acting]:
    """The person's acting for the request's school that is not over: at most one. `person` is a public id."""
    return Acting.objects.filter(
        request=request.pk, by=person, ended_at__isnull=True, made_at__gt=clock.now() - LASTS
    ).order_by("-pk")


def actor_for(acting: Acting) -> Actor:
    """Whoever acts, as everybody reads it: with the authority's name, and with what they said when they began."""
    name = f"{acting.by_name} of {acting.authority.name}"[:_LONGEST_NAME]
    return Actor(ActorKind.PERSON, acting.by, name, acting.public_id)


def had_a_part(person: str, version: Version) -> bool:
    """Whether the person made the version, or one that it was made from, or did something for the school in one.

    Whoever had a part in it does not accept it. `person` is a public id.
    """
    acted = Acting.objects.filter(request__school_return=version.school_return_id, by=person)
    numbers = {int(done["version"]) for did in acted.values_list("did", flat=True) for done in did}
    rows = Version.objects.filter(school_return=version.school_return_id)
    if not numbers and not rows.filter(made_by=person).exists():
        return False
    known = {one.pk: one for one in rows.defer("sealed")}
    found = known.get(version.pk)
    while found is not None and found.made_by != person and found.number not in numbers:
        found = known.get(found.base_id or 0)
    return found is not None
