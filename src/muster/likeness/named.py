"""A claim with its names spelled."""

import msgspec

from muster.likeness.claimed import Claimed
from muster.likeness.spelling import Spelling, Spellings


class Named(msgspec.Struct, frozen=True, gc=False):
    """A claim with its names spelled; the preferred ones only where they differ from the given ones."""

    claim: Claimed
    surname: Spelling
    forename: Spelling
    preferred_surname: Spelling | None
    preferred_forename: Spelling | None


class Namer:
    """Spells the names of claims, each name once."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings

    def name(self, claim: Claimed) -> Named:
        """The claim with its names spelled."""
        surname, forename = self._spellings[claim.surname], self._spellings[claim.forename]
        return Named(
            claim,
            surname,
            forename,
            self._other(claim.preferred_surname, claim.surname, surname),
            self._other(claim.preferred_forename, claim.forename, forename),
        )

    def _other(self, text: str, given: str, spelled: Spelling) -> Spelling | None:
        if not text or text == given:
            return None
        preferred = self._spellings[text]
        return preferred if preferred.whole and preferred.whole != spelled.whole else None
