"""Explanations in words, where a read has already settled whose eyes may see them."""

import msgspec

from muster.portal.foundation import clock
from muster.portal.foundation.crypto import Vault
from muster.portal.returns.models import Explanation, PupilAnswer
from muster.portal.returns.reasons import reason_of
from muster.portal.returns.sealing import opened

_ELSEWHERE = "Another school has sent this pupil"


class Explained(msgspec.Struct, frozen=True):
    """What a school has said: the reason in words, the sentence, who and when in words."""

    reason: str
    reason_id: str
    text: str
    by_name: str
    when: str

    @property
    def as_one(self) -> str:
        """Reason and sentence together, as a table has room for them."""
        return f"{self.reason}: {self.text}" if self.text else self.reason


def said_of(explanation: Explanation, vault: Vault) -> Explained:
    """An explanation opened, with the vault of its authority."""
    sealed = bytes(explanation.sealed)
    return Explained(
        reason=reason_of(explanation.reason).words,
        reason_id=explanation.reason,
        text=opened(explanation, "text", sealed, str, vault) if sealed else "",
        by_name=explanation.by_name,
        when=clock.in_words(explanation.at),
    )


def answer_in_words(answer: PupilAnswer | None, *, is_elsewhere: bool) -> str:
    """What answers why a pupil is missing or there, beside an explanation; "" where nothing does."""
    if answer is not None:
        return answer.get_kind_display()
    return _ELSEWHERE if is_elsewhere else ""
