"""How often names occur among the claims: what is a name that people have, and what only a slip of the pen."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from muster.likeness.claimed import Claimed
from muster.likeness.spelling import Folds, Spelling, Spellings

_A_NAME_FROM = 3
_COMMON_FROM = 5


class Census:
    """The names of the claims at hand, counted when they are first asked for."""

    def __init__(self, claims: Sequence[Claimed], folds: Folds, spellings: Spellings) -> None:
        self._claims = claims
        self._folds, self._spellings = folds, spellings

    def are_two_names(self, one: Spelling, other: Spelling) -> bool:
        """Whether several people bear the one and several the other, so that neither is a slip."""
        return min(self._bearers[one.whole], self._bearers[other.whole]) >= _A_NAME_FROM

    def is_common(self, surname: Spelling, forename: Spelling) -> bool:
        """Whether so many of the surname have such a first forename, by its sound, that two may share a birthday."""
        forenames = self._forenames.get(surname.whole, ())
        if len(forenames) < _COMMON_FROM:
            return False
        return sum(self._spellings[text].lead == forename.lead for text in forenames) >= _COMMON_FROM

    @cached_property
    def _bearers(self) -> Counter[str]:
        """How many bear a name, as surname or forename."""
        bearers = Counter(self._folds[claim.surname] for claim in self._claims)
        bearers.update(self._folds[claim.forename] for claim in self._claims)
        return bearers

    @cached_property
    def _forenames(self) -> dict[str, list[str]]:
        """The forenames of those who bear a surname."""
        forenames: dict[str, list[str]] = defaultdict(list)
        for claim in self._claims:
            forenames[self._folds[claim.surname]].append(claim.forename)
        return forenames
