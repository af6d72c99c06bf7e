"""What other schools' results say of a return's pupils: the checks X01 to X04, worked out whenever they are read.

Nothing of it is kept, so that what one school sends never writes another's return; and nothing names the other school.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import waivers_by_school
from muster.portal.duplicates.between import Lacking, Shared, lacking_pupils, shared_pupils
from muster.portal.duplicates.crossed import Crossing, Sayer
from muster.portal.duplicates.keyed import Keyed, by_key
from muster.portal.duplicates.missing import Missing, missing_from
from muster.portal.duplicates.sent import Sent, Versions, sent_by_children, sent_in
from muster.portal.duplicates.settled import settled_of
from muster.portal.duplicates.suspects import alike, suspected
from muster.portal.foundation.matching import one_of_keys
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import records_of
from muster.portal.returns.checking import settings_for
from muster.portal.returns.claims import Counting, counting_versions
from muster.portal.returns.models import Return

_FEW = 10
"""So many returns' pupils are looked up one by one; of more, the database tells first who may be meant."""


def crossing_of(scope: Scope, school_return: Return) -> Crossing:
    """What is said of the pupils of the version that the school works on.

    A protected pupil is never told of, at either school, nor pupils of whom it is settled who submits them or that
    they are two. Rules are as the authority set or waived them for the school.
    """
    return crossing_of_returns(scope, school_return.request.collection, [school_return])[school_return.pk]


def crossing_of_returns(scope: Scope, collection: Collection, returns: Sequence[Return]) -> dict[int, Crossing]:
    """By its key the same for each of these returns of one collection; empty where the scope does not reach it.

    As many queries for any number, and one alone where no second school has sent anything.
    """
    counting = counting_versions(collection)
    senders = {one.request for one in counting.values()} | {one.request_id for one in returns}
    crossings = _crossings(scope, collection, counting, returns) if len(senders) > 1 else {}
    return {one.pk: crossings.get(one.pk, Crossing()) for one in returns}


def _crossings(
    scope: Scope, collection: Collection, counting: Versions, asked: Sequence[Return]
) -> dict[int, Crossing]:
    rows = scope.within(Return.objects.filter(pk__in=[one.pk for one in asked]))
    returns = [one for one in rows.select_related("school") if one.newest_id or one.confirmed_id]
    if not returns:
        return {}
    shown = {one.newest_id or one.confirmed_id or 0: Counting(one.pk, one.request_id, one.school_id) for one in returns}
    own, missing = _own(collection, counting, shown), missing_from(collection, shown)
    there, settled = _there(collection, counting, own, missing), settled_of(one.request_id for one in returns)
    shared = list(shared_pupils(own, there, settled))
    lacking = lacking_pupils(missing, own, there, settled)
    names = _names(collection, [one.own.identity for one in shared] + [one.own.identity for one in lacking])
    waivers = waivers_by_school(scope, collection, [one.school for one in returns])
    said = {}
    for one in returns:
        sayer = Sayer(settings_for(collection, waivers[one.school_id]).softened)
        said[one.pk] = _of_return(one, sayer, shared, lacking, names)
    return said


def _own(collection: Collection, counting: Versions, shown: Versions) -> list[Sent]:
    """The returns' pupils, in order; of many returns those alone who may be somewhere else too."""
    if len(shown) <= _FEW:
        return sorted(sent_in(shown), key=attrgetter("place"))
    children = suspected(collection.authority_id, {**counting, **shown})
    return sorted(sent_by_children(shown, children), key=attrgetter("place"))


def _there(collection: Collection, counting: Versions, own: Sequence[Sent], missing: Sequence[Missing]) -> Keyed:
    """Everybody in the versions that count who may be one of these."""
    people = [*(one.who for one in own), *(one.who for one in missing)]
    children = {one.child for one in people} | alike(collection.authority_id, people)
    return by_key(sent_by_children(counting, children))


def _names(collection: Collection, identities: Iterable[int]) -> dict[int, IdentityRecord]:
    wanted = set(identities)
    rows = Identity.objects.filter(pk__in=one_of_keys(wanted))
    return records_of(collection.authority.public_id, rows) if wanted else {}


def _of_return(
    school_return: Return,
    sayer: Sayer,
    shared: Iterable[Shared],
    lacking: Iterable[Lacking],
    names: dict[int, IdentityRecord],
) -> Crossing:
    request = school_return.request_id
    ours = (sayer.shared(one, names[one.own.identity]) for one in shared if one.own.request == request)
    absent = (sayer.lacking(one, names[one.own.identity]) for one in lacking if one.own.request == request)
    return Crossing(shared=tuple(one for one in ours if one), elsewhere=tuple(one for one in absent if one))
