"""What was found in a return by cause, beside what the school says of it and what officers made of that."""

from collections.abc import Iterator

import msgspec

from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.pages.authority.returns.place import Place
from muster.portal.pages.returns.of_cause import OfCause
from muster.portal.returns.models import PupilAnswer, Review, Version
from muster.portal.returns.reads.causes import causes_of_return
from muster.portal.returns.reads.findings import Found
from muster.portal.returns.reads.left import reviews_of
from muster.portal.returns.reads.rechecked import new_since_confirmed
from muster.portal.returns.saying import Explained, said_of
from muster.portal.returns.unread import latest_reviews
from muster.portal.returns.whereabouts import whereabouts
from muster.records import Severity

MOST = 60
"""More findings of one cause than this are not shown at a time; those that nobody has read come first."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: what was found, what the school says, and what an officer made of it.

    `token` names the explanation, and its review where there is one, for a form; "" where nothing was explained.
    `is_new` says that it was not found when the school confirmed.
    """

    who: str
    message: str
    is_open: bool
    is_new: bool = False
    explained: Explained | None = None
    answer: PupilAnswer | None = None
    elsewhere: str = ""
    is_elsewhere: bool = False
    token: str = ""
    review: Review | None = None

    @property
    def is_unread(self) -> bool:
        """Whether it is explained, and no officer has taken that or asked again."""
        return bool(self.token) and self.review is None


class Cause(OfCause, frozen=True):
    """The findings of one cause, those that nobody has read first."""

    lines: tuple[Line, ...]

    @property
    def shown(self) -> tuple[Line, ...]:
        """Those that the page has room for."""
        return self.lines[:MOST]

    @property
    def more(self) -> int:
        """How many are not given in words."""
        return self.number - len(self.shown)

    @property
    def unread(self) -> int:
        """How many explanations wait for an officer."""
        return sum(one.is_unread for one in self.lines)

    @property
    def is_left(self) -> bool:
        """Whether something of it waits for the school."""
        return self.open_number > 0


class Said(msgspec.Struct, frozen=True):
    """The causes as the page has them: to put right, to be read, left at the school, dealt with, and the notes."""

    errors: tuple[Cause, ...] = ()
    unread: tuple[Cause, ...] = ()
    left: tuple[Cause, ...] = ()
    settled: tuple[Cause, ...] = ()
    notes: tuple[Cause, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all was found."""
        return not any((self.errors, self.unread, self.left, self.settled, self.notes))

    @property
    def named(self) -> int:
        """How many findings on pupils the page shows."""
        return sum(bool(line.who) for causes in self._all for cause in causes for line in cause.shown)

    @property
    def new(self) -> int:
        """How many were not there when the school confirmed."""
        return sum(line.is_new for causes in self._all for cause in causes for line in cause.lines)

    @property
    def _all(self) -> tuple[tuple[Cause, ...], ...]:
        return self.errors, self.unread, self.left, self.settled, self.notes


def said(place: Place, version: Version) -> Said:
    """Everything found in the version."""
    causes = list(_causes(place, version))
    asked = [one for one in causes if one.here.is_question]
    return Said(
        errors=tuple(one for one in causes if one.here.is_error),
        unread=tuple(one for one in asked if one.unread),
        left=tuple(one for one in asked if one.is_left and not one.unread),
        settled=tuple(one for one in asked if not one.is_left and not one.unread),
        notes=tuple(one for one in causes if one.here.cause.severity is Severity.NOTE),
    )


def token_of(explanation: str, review: Review | None) -> str:
    """How a form names an explanation as it was read."""
    return f"{explanation}-{review.public_id}" if review else explanation


def _causes(place: Place, version: Version) -> Iterator[Cause]:
    scope, kept = place.visit.scope, place.school_return
    reviews, vault = latest_reviews(reviews_of(scope, [kept])), vault_of(place.authority.public_id)
    new = new_since_confirmed(scope, kept) if place.is_in_force else frozenset()
    for here in causes_of_return(scope, kept, version):
        lines = [_line(one, reviews, vault, is_new=one.row.public_id in new) for one in here.found]
        yield Cause(here, tuple(sorted(lines, key=lambda one: (not one.is_unread, not one.is_open))))


def _line(found: Found, reviews: dict[int, Review], vault: Vault, *, is_new: bool) -> Line:
    explanation, finding = found.explanation, found.finding
    review = reviews.get(explanation.pk) if explanation else None
    answer = found.answer or found.against
    return Line(
        who=finding.pupil or finding.upn or "",
        message=finding.message,
        is_open=found.is_open,
        is_new=is_new,
        explained=said_of(explanation, vault) if explanation else None,
        answer=answer,
        elsewhere=_elsewhere(answer) if answer else "",
        is_elsewhere=found.is_elsewhere,
        token=token_of(explanation.public_id, review) if explanation and finding.severity is Severity.QUERY else "",
        review=review,
    )


def _elsewhere(answer: PupilAnswer) -> str:
    place = whereabouts().get(answer.elsewhere)
    if place is None:
        return ""
    return place.joined if answer.kind == PupilAnswer.Kind.JOINED else place.left
