"""Each pupil whom another school has also sent, as the page shows them."""

from collections.abc import Mapping

import msgspec

from muster.movers import source_in_words
from muster.portal.collecting.terms import subjects_of
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.reads.own_sides import OwnSide
from muster.portal.pages.returns.also_sent.forms import OwnSideForm
from muster.portal.pages.returns.also_sent.known import Known
from muster.portal.pages.returns.place import Place
from muster.portal.returns.movers import in_words


class Other(msgspec.Struct, frozen=True):
    """What an officer has shown of another school: the claim, and its outcomes by the subject's name."""

    claim: Claim
    outcomes: tuple[tuple[str, str], ...]


class Card(msgspec.Struct, frozen=True):
    """A pupil: the school's own side, a form where something may be said, and what was shown of other schools."""

    side: OwnSide
    form: OwnSideForm | None
    others: tuple[Other, ...]

    @property
    def is_sent(self) -> bool:
        """Whether the school's results that count have the pupil."""
        return self.side.claim.is_sent

    @property
    def is_probable(self) -> bool:
        """Whether it is told by the name that the two may be one child."""
        return self.side.kind in (Case.Kind.SAME_NAME, Case.Kind.NEAR_NAME)

    @property
    def is_elsewhere(self) -> bool:
        """Whether one school sent the pupil and another expects them."""
        return self.side.kind == Case.Kind.ELSEWHERE

    @property
    def what(self) -> str:
        """What the school has to do, as it follows "What to do:"; "" where it has nothing to do."""
        return in_words(self.side.tasks)

    @property
    def why(self) -> str:
        """The rule that says so; "" where it was agreed otherwise."""
        return source_in_words(self.side.source) if self.side.source else ""


def cards_of(place: Place, known: Known, sent: OwnSideForm | None, *, may_say: bool) -> list[Card]:
    """The cards, in the order of the sides; the form that was sent stays as it was."""
    subjects = subjects_of(place.collection)
    cards = []
    for side in known.sides:
        form = OwnSideForm(side) if may_say and side.is_waiting else None
        if form is not None and sent is not None and sent.side.public_id == side.public_id:
            form = sent
        cards.append(Card(side, form, tuple(_other(one, subjects) for one in side.others)))
    return cards


def _other(claim: Claim, subjects: Mapping[str, str]) -> Other:
    row = claim.row
    return Other(claim, tuple((name, getattr(row, key) or "None") for key, name in subjects.items()) if row else ())
