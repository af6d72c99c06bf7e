"""Claims of pupils whom the authority has put right as somebody else: no longer of the case that was opened of them."""

from collections.abc import Iterable, Iterator, Sequence

from muster.likeness import Claimed, find
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.finding import claimed_as
from muster.portal.foundation.matching import one_of_keys
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import records_of


def parted(collection: Collection, of_cases: Iterable[Sequence[Claim]]) -> set[int]:
    """The keys of the sides whose pupil is, as put right, none whom another school of the case has.

    `of_cases` has the claims of each case. One query where somebody was put right, none otherwise: names are opened,
    since a name put right may be near the other's still.
    """
    doubtful = [claims for claims in of_cases if any(one.is_put_right for one in claims)]
    keys = {one.identity for claims in doubtful for one in claims if one.identity is not None}
    if not keys:
        return set()
    people = records_of(collection.authority.public_id, Identity.objects.filter(pk__in=one_of_keys(keys)))
    found: set[int] = set()
    for claims in doubtful:
        known = {
            one.side.pk: claimed_as(one.side.pk, one.side.request_id, people[one.identity])
            for one in claims
            if one.identity in people
        }
        found.update(_apart(claims, list(known.values())))
    return found


def _apart(claims: Sequence[Claim], known: Sequence[Claimed]) -> Iterator[int]:
    alike = {key for match in find(known) for key in (match.first, match.second)}
    for claim in claims:
        if claim.is_put_right and claim.side.pk not in alike and not _is_known_as_one(claim, claims):
            yield claim.side.pk


def _is_known_as_one(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether another school has the child as whom the pupil was put right, by whatever was known before."""
    others = (one for one in claims if one.side.request_id != claim.side.request_id)
    return claim.turned_out is not None and any(
        claim.turned_out in (one.turned_out, one.side.child_id) for one in others
    )
