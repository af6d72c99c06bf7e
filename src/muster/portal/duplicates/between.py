"""Pupils of a return beside those whom other schools have sent: of whom the school may be told, and by what."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from muster.portal.duplicates.elsewhere import sent_elsewhere
from muster.portal.duplicates.keyed import Key, Keyed, by_key, name_key, upn_key
from muster.portal.duplicates.missing import Missing
from muster.portal.duplicates.sent import Sent
from muster.portal.duplicates.settled import Settled


class Shared(NamedTuple):
    """A pupil of a return, with those of other schools who have the same UPN, or the same name and date of birth."""

    own: Sent
    by_upn: Sequence[Sent]
    by_name: Sequence[Sent]


class Lacking(NamedTuple):
    """A pupil who is missing from a return, with those of other schools who are that pupil."""

    own: Missing
    others: Sequence[Sent]


def shared_pupils(own: Iterable[Sent], there: Keyed, settled: Settled) -> Iterator[Shared]:
    """Those of whom something is told; never a protected pupil, nor where it is settled."""
    for one in own:
        if not one.is_protected:
            by_upn, by_name = (_told(one, key, there, settled) for key in (upn_key(one.who), name_key(one.who)))
            if by_upn or by_name:
                yield Shared(one, by_upn, by_name)


def lacking_pupils(missing: Iterable[Missing], own: Iterable[Sent], there: Keyed, settled: Settled) -> list[Lacking]:
    """Those of whom it is told that another school has sent them; never a protected pupil.

    Nor where it is settled that the school submits them all the same, or that it is another child.
    """
    others: dict[int, list[Sent]] = {}
    found: dict[int, Missing] = {}
    for absent, one in sent_elsewhere(missing, by_key(own, as_sent=True), there):
        if not (absent.who.is_protected or one.is_protected or settled.is_asked_still({absent.node}, one.nodes)):
            found[absent.identity] = absent
            others.setdefault(absent.identity, []).append(one)
    return [Lacking(absent, others[key]) for key, absent in found.items()]


def _told(own: Sent, key: Key, there: Keyed, settled: Settled) -> list[Sent]:
    return [
        one
        for one in (there.get(key, ()) if key[1] else ())
        if one.request != own.request and not one.is_protected and not settled.are_settled(own.nodes, one.nodes)
    ]
