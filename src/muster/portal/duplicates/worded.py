"""Why pupils were matched, in words: the names are opened of those alone of whom a case is made or changed."""

from collections.abc import Iterable

from muster.likeness import find_exact
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.finding import claimed_as
from muster.portal.duplicates.grouping import Group
from muster.portal.foundation.matching import one_of_keys
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import records_of


def say_why(collection: Collection, groups: Iterable[Group]) -> None:
    """Give each of these groups its reasons, where they are still to be told. One query at most."""
    wanted = [group for group in groups if group.identities]
    keys = {key for group in wanted for key in group.identities}
    if not keys:
        return
    people = records_of(collection.authority.public_id, Identity.objects.filter(pk__in=one_of_keys(keys)))
    for group in wanted:
        known = [people[key] for key in group.identities if key in people]
        for match in find_exact(claimed_as(place, place, record) for place, record in enumerate(known)):
            group.reasons = match.reasons
