"""What the authority has asked about a return, and what the school has answered."""

from datetime import date, datetime

import msgspec

from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Question, Return
from muster.portal.returns.sealing import opened


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its texts opened; `about` is a child's public id, "" for the return as a whole.

    `answer` is "" and `answered_at` None while it waits for one; `with_receipt` is that of results confirmed anew in
    its place. `settled_at` is when an officer took the answer, or no longer asked. `follows` is the question (public
    id) whose answer was not enough, `followed` whether this one's was not.
    """

    public_id: str
    about: str
    text: str
    asked_by: str
    asked_at: datetime
    subject: str = ""
    rule: str = ""
    due_on: date | None = None
    reopens: bool = False
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    with_receipt: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    follows: str = ""
    followed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the school has still to answer it."""
        return self.answered_at is None and self.settled_at is None

    @property
    def is_unread(self) -> bool:
        """Whether it has an answer that no officer took or asked about again."""
        return self.answered_at is not None and self.settled_at is None and not self.followed

    @property
    def is_late(self) -> bool:
        """Whether it waits for an answer, and the day for it has passed."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()


def questions_of(scope: Scope, school_return: Return) -> list[Asked]:
    """Every question about the return, those that wait for an answer first, then the newest first."""
    rows = scope.within(Question.objects.filter(school_return=school_return.pk), school="school_return__school")
    held = list(rows.select_related("authority", "follows").order_by("-made_at", "-pk"))
    followed = {row.follows_id for row in held}
    found = [_asked(row, followed=row.pk in followed) for row in held]
    return sorted(found, key=lambda one: not one.is_open)


def _asked(row: Question, *, followed: bool) -> Asked:
    vault = vault_of(row.authority.public_id)
    return Asked(
        public_id=row.public_id,
        about=row.about,
        text=opened(row, "question", row.sealed, str, vault),
        asked_by=row.asked_by_name,
        asked_at=row.made_at,
        subject=row.subject,
        rule=row.rule,
        due_on=row.due_on,
        reopens=row.reopens,
        answer=opened(row, "answer", row.answer_sealed, str, vault) if row.answer_sealed else "",
        answered_by=row.answered_by_name,
        answered_at=row.answered_at,
        with_receipt=row.with_receipt,
        settled_by=row.settled_by_name,
        settled_at=row.settled_at,
        follows=row.follows.public_id if row.follows else "",
        followed=followed,
    )
