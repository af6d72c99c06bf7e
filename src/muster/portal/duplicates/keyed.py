"""Pupils looked up by what tells who they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from muster.portal.duplicates.sent import Sent, Who

Key = tuple[str, str | int]
Keyed = Mapping[Key, list[Sent]]


def upn_key(who: Who) -> Key:
    """What all have who have the UPN."""
    return "upn", who.upn


def name_key(who: Who) -> Key:
    """What all have who have the name and the date of birth."""
    return "name", who.name_dob


def keys_of(who: Who) -> tuple[Key, ...]:
    """The same child, UPN, or name and date of birth; only what there is."""
    given = (("child", who.child), upn_key(who), name_key(who))
    return tuple(key for key in given if key[1])


def by_key(sent: Iterable[Sent], *, as_sent: bool = False) -> Keyed:
    """The pupils by each of their keys; `as_sent` also as the children whom the files told."""
    found: dict[Key, list[Sent]] = defaultdict(list)
    for one in sent:
        keys = set(keys_of(one.who))
        if as_sent:
            keys.add(("child", one.sent_as))
        elif not one.is_known:
            keys.discard(("child", one.who.child))
        for key in keys:
            found[key].append(one)
    return dict(found)
