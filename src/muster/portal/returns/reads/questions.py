"""What the authority has asked about a return, and what the school has answered."""

from datetime import datetime

import msgspec

from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Question, Return
from muster.portal.returns.sealing import opened


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its texts opened; `about` is a child's public id, "" for the return as a whole.

    `answer` is "" and `answered_at` None while it waits for one.
    """

    public_id: str
    about: str
    text: str
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the school has still to answer it."""
        return self.answered_at is None


def questions_of(scope: Scope, school_return: Return) -> list[Asked]:
    """Every question about the return, those that wait for an answer first, then the newest first."""
    rows = scope.within(Question.objects.filter(school_return=school_return), school="school_return__school")
    found = [_asked(row) for row in rows.select_related("authority").order_by("-made_at", "-pk")]
    return sorted(found, key=lambda one: not one.is_open)


def _asked(row: Question) -> Asked:
    vault = vault_of(row.authority.public_id)
    answer = opened(row, "answer", row.answer_sealed, str, vault) if row.answer_sealed else ""
    return Asked(
        public_id=row.public_id,
        about=row.about,
        text=opened(row, "question", row.sealed, str, vault),
        asked_by=row.asked_by_name,
        asked_at=row.made_at,
        answer=answer,
        answered_by=row.answered_by_name,
        answered_at=row.answered_at,
    )
