"""How often names occur among the claims: what is a name that people have, and what only a slip of the pen."""

from collections import Counter
from collections.abc import Iterable

from muster.likeness.spelling import Spelling

_A_NAME_FROM = 3
_COMMON_FROM = 5


class Census:
    """The names of the claims at hand, counted."""

    def __init__(self, names: Iterable[tuple[Spelling, Spelling]]) -> None:
        given = list(names)
        self._forms = Counter(surname.whole for surname, _ in given)
        self._forms.update(forename.whole for _, forename in given)
        self._children = Counter((surname.sound, forename.lead) for surname, forename in given)

    def are_two_names(self, one: Spelling, other: Spelling) -> bool:
        """Whether several people bear the one and several the other, so that neither is a slip."""
        return min(self._forms[one.whole], self._forms[other.whole]) >= _A_NAME_FROM

    def is_common(self, surname: Spelling, forename: Spelling) -> bool:
        """Whether so many children are called that, by sound and first forename, that two may share a birthday."""
        return self._children[surname.sound, forename.lead] >= _COMMON_FROM
