"""What can wait for an officer: kinds of cases, and one case."""

from datetime import datetime
from enum import StrEnum

import msgspec

from muster.portal.collecting.models import Request
from muster.portal.organisations.models import Person, School


class Kind(StrEnum):
    """What waits."""

    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    EXPLAINED = "explained"
    OVERDUE = "overdue"
    PROMISED = "promised"
    PUPIL = "pupil"
    REPORTS = "reports"
    ACROSS = "across"
    ENQUIRY = "enquiry"
    HEAD = "head"
    MAIL = "mail"

    @property
    def words(self) -> str:
        """What officers choose."""
        return _WORDS[self]


_WORDS = {
    Kind.CONFIRMED: "Confirmed returns to check",
    Kind.ANSWERED: "Answers that came back",
    Kind.EXPLAINED: "Explanations to read",
    Kind.OVERDUE: "Questions past their day",
    Kind.PROMISED: "Promises past their day",
    Kind.PUPIL: "Pupils in two places",
    Kind.REPORTS: "Reports to publish",
    Kind.ACROSS: "Pupils of another authority too",
    Kind.ENQUIRY: "Enquiries to answer",
    Kind.HEAD: "New head teachers",
    Kind.MAIL: "E-mails not delivered",
}


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits, since when, and what of it: `unread` explanations and answers, or how `many` of its kind.

    `school` is None where it belongs to none; `request` the request whose return it is about, if it is about one;
    `subject` the public id of an enquiry, or of the collection whose pupils or reports wait. `officer` looks after the
    school: None is everybody's.
    """

    kind: Kind
    since: datetime
    school: School | None = None
    request: Request | None = None
    subject: str = ""
    many: int = 1
    unread: int = 0
    is_clear: bool = False
    officer: Person | None = None

    @property
    def order(self) -> tuple[datetime, str]:
        """Where it stands among what waits, the oldest first; two of one moment always stand in the same order."""
        return self.since, self.request.public_id if self.request else self.subject
