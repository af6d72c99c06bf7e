"""The search: every match among claims, the surest first."""

from collections.abc import Iterable, Iterator, Sequence

from muster.formats.names import fold
from muster.formats.upn import tidy_upn
from muster.likeness.claimed import Claimed, Kind, Match, Pair
from muster.likeness.joins import exact_pairs
from muster.likeness.judging import sexes_differ
from muster.likeness.near import near_pairs, near_pairs_between
from muster.likeness.spelling import Folds, accents_differ
from muster.likeness.standing import standing_of

_RANK = {kind: rank for rank, kind in enumerate(Kind)}


def find(claims: Iterable[Claimed]) -> list[Match]:
    """Every two claims of different schools that are, or may be, one child: the surest kind first, then as given.

    Two claims are matched once, by the surest kind that holds.
    """
    given, folds = list(claims), Folds()
    exact = exact_pairs(given, folds)
    near = {pair: reasons for pair, reasons in near_pairs(given, folds) if pair not in exact}
    return [*_exact_matches(given, exact), *_near_matches(given, near)]


def find_exact(claims: Iterable[Claimed]) -> list[Match]:
    """What `find` finds, without near names: for a whole country at once."""
    given = list(claims)
    return list(_exact_matches(given, exact_pairs(given, Folds())))


def find_between(arriving: Iterable[Claimed], others: Iterable[Claimed]) -> list[Match]:
    """The matches of an arriving return's pupils with those that other schools have sent.

    Only others with a UPN, a former UPN or a date of birth of an arriving pupil can match; the caller may leave out
    the rest. The names of those given are what tells a rare name from a common one.
    """
    arrived = list(arriving)
    given, folds = [*arrived, *others], Folds()
    exact = {pair: kind for pair, kind in exact_pairs(given, folds).items() if pair[0] < len(arrived) <= pair[1]}
    near = {pair: reasons for pair, reasons in near_pairs_between(given, len(arrived), folds) if pair not in exact}
    return [*_exact_matches(given, exact), *_near_matches(given, near)]


def _exact_matches(claims: Sequence[Claimed], pairs: dict[Pair, Kind]) -> Iterator[Match]:
    for first, second in sorted(pairs, key=lambda pair: (_RANK[pairs[pair]], pair)):
        one, other, kind = claims[first], claims[second], pairs[first, second]
        yield Match(one.key, other.key, kind, tuple(_exact_reasons(one, other, kind)))


def _near_matches(claims: Sequence[Claimed], pairs: dict[Pair, tuple[str, ...]]) -> Iterator[Match]:
    for first, second in sorted(pairs):
        yield Match(claims[first].key, claims[second].key, Kind.NEAR_NAME, pairs[first, second])


def _exact_reasons(one: Claimed, other: Claimed, kind: Kind) -> Iterator[str]:
    if kind is Kind.SAME_UPN:
        yield "upn_same"
    elif kind is Kind.FORMER_UPN:
        formers = tidy_upn(one.former_upn), tidy_upn(other.former_upn)
        yield "upn_both_former" if formers[0] == formers[1] else "upn_former"
    yield from _name_reasons(one, other)
    if one.dob and other.dob:
        yield "born_same" if one.dob == other.dob else "born_differ"
    if kind is Kind.SAME_NAME:
        yield standing_of(one.upn, other.upn)[1]
    if sexes_differ(one, other):
        yield "sex_differs"


def _name_reasons(one: Claimed, other: Claimed) -> Iterator[str]:
    """Whether the names are the same, and if they are written in two ways, in which."""
    pairs = {"surname": (one.surname, other.surname), "forename": (one.forename, other.forename)}
    if any(fold(first) != fold(second) for first, second in pairs.values()):
        yield "names_differ"
    elif all(first == second for first, second in pairs.values()):
        yield "names_same"
    else:
        for which, (first, second) in pairs.items():
            yield f"{which}_{_written(first, second)}"


def _written(first: str, second: str) -> str:
    if first == second:
        return "same"
    return "marks" if accents_differ(first, second) else "space"
