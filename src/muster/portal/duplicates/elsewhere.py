"""Pupils who are expected at one school, are not in its results, and are in another's."""

from collections.abc import Iterable, Iterator

from muster.formats.upn import is_well_formed, tidy_upn
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.finding import Found
from muster.portal.duplicates.keyed import Keyed, by_key, keys_of
from muster.portal.duplicates.missing import Missing, missing_from
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.sent import Sent, Who
from muster.portal.duplicates.suspects import sent_alike
from muster.portal.foundation.matching import one_of_keys
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import records_of
from muster.portal.returns.claims import counting_versions


def elsewhere(collection: Collection) -> list[Found]:
    """Every pupil missing from a school's version that counts, with each pupil of another who is the same child.

    For the machine alone.
    """
    versions = counting_versions(collection)
    missing = missing_from(collection, versions)
    sent = sent_alike(collection.authority_id, versions, (one.who for one in missing))
    pairs = list(sent_elsewhere(missing, by_key(sent, as_sent=True), by_key(sent)))
    numbers = numbers_of(collection, (absent.identity for absent, _ in pairs))
    return [
        Found(absent.node, other.node, Case.Kind.ELSEWHERE)
        for absent, other in pairs
        if is_told(absent.who, other.who, numbers.get(absent.identity, ""))
    ]


def sent_elsewhere(missing: Iterable[Missing], own: Keyed, others: Keyed) -> Iterator[tuple[Missing, Sent]]:
    """Each of the missing with those of other schools who are the same child, or have the same UPN or name and birth.

    Whoever is among their school's `own` pupils under another UPN, say, is not missing at all.
    """
    for absent in missing:
        keys = keys_of(absent.who)
        if not any(one.request == absent.request for key in keys for one in own.get(key, ())):
            same = {one.result: one for key in keys for one in others.get(key, ())}
            yield from ((absent, one) for one in same.values() if one.request != absent.request)


def numbers_of(collection: Collection, identities: Iterable[int]) -> dict[int, str]:
    """By its key each identity's UPN, opened."""
    people = records_of(collection.authority.public_id, Identity.objects.filter(pk__in=one_of_keys(identities)))
    return {key: tidy_upn(one.upn) for key, one in people.items()}


def is_told(who: Who, other: Who, upn: str) -> bool:
    """Whether it is more than one text that is no UPN ("TBC") that two have in common; `upn` is the text of the one."""
    by_number = bool(who.upn) and who.upn == other.upn
    return not by_number or is_well_formed(upn) or (bool(who.name_dob) and who.name_dob == other.name_dob)
