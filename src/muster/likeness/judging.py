"""Whether two pupils born on one day, whose names are alike, may be one child: the names, the UPNs, the sexes."""

from collections.abc import Iterable

from muster.likeness.alike import PREFERRED, Tie, forename_tie, surname_tie
from muster.likeness.census import Census
from muster.likeness.claimed import Claimed
from muster.likeness.named import Named
from muster.likeness.spelling import Spelling
from muster.likeness.standing import Standing, standing_of

_MOST = {Standing.NEAR: 4, Standing.OPEN: 3, Standing.TWO: 2}
"""How much the names may differ: the more, the less the UPNs speak for two children."""
_SEXES = frozenset("MF")


def reasons_of(one: Named, other: Named, census: Census) -> tuple[str, ...]:
    """Why two claims of one birthday may be one child; none where they are not taken for one."""
    standing, said = standing_of(one.claim.upn, other.claim.upn)
    differ = sexes_differ(one.claim, other.claim)
    if differ and standing is not Standing.NEAR:
        return ()
    names = _straight(one, other, standing, census) or _swapped(one, other, standing)
    if not names or (standing is Standing.TWO and _is_common(one, other, census)):
        return ()
    return (*names, said, "sex_differs") if differ else (*names, said)


def sexes_differ(one: Claimed, other: Claimed) -> bool:
    """Whether both sexes are known, and differ."""
    return one.sex != other.sex and one.sex in _SEXES and other.sex in _SEXES


def _straight(one: Named, other: Named, standing: Standing, census: Census) -> tuple[str, ...]:
    surname = _surname(one, other)
    forename = _forename(one, other) if surname else None
    if surname is None or forename is None or surname.cost + forename.cost > _MOST[standing]:
        return ()
    if standing is Standing.TWO and surname.cost and forename.cost and (surname.doubtful or forename.doubtful):
        return ()
    if surname.doubtful and _are_two_names(one.surname, other.surname, standing, census):
        return ()
    if forename.doubtful and _are_two_names(one.forename, other.forename, standing, census):
        return ()
    return f"surname_{surname.how}", f"forename_{forename.how}"


def _swapped(one: Named, other: Named, standing: Standing) -> tuple[str, ...]:
    """The surname of each is, or nearly is, the forename of the other."""
    if not (one.forename.whole and other.forename.whole):
        return ()
    ties = surname_tie(one.surname, other.forename), surname_tie(one.forename, other.surname)
    if ties[0] is None or ties[1] is None or 1 + ties[0].cost + ties[1].cost > _MOST[standing]:
        return ()
    return ("names_swapped",)


def _are_two_names(one: Spelling, other: Spelling, standing: Standing, census: Census) -> bool:
    """Whether a small difference is between two names that people have; rhymes are no slips of the first letter."""
    rhymes = one.whole[:1] != other.whole[:1]
    if standing is Standing.NEAR:
        return False
    if standing is Standing.OPEN:
        return rhymes and census.are_two_names(one, other)
    return rhymes or census.are_two_names(one, other)


def _is_common(one: Named, other: Named, census: Census) -> bool:
    return any(census.is_common(who.surname, who.forename) for who in (one, other))


def _surname(one: Named, other: Named) -> Tie | None:
    given = surname_tie(one.surname, other.surname)
    return _or_preferred(given, (one.surname, one.preferred_surname), (other.surname, other.preferred_surname))


def _forename(one: Named, other: Named) -> Tie | None:
    given = forename_tie(one.forename, other.forename)
    return _or_preferred(given, (one.forename, one.preferred_forename), (other.forename, other.preferred_forename))


def _or_preferred(given: Tie | None, names: Iterable[Spelling | None], others: Iterable[Spelling | None]) -> Tie | None:
    """What ties the names given; where these are not the same, whether a name of the one is a name of the other."""
    if given is not None and given.cost == 0:
        return given
    known = {name.whole for name in names if name is not None and name.whole}
    return PREFERRED if any(name is not None and name.whole in known for name in others) else given
