"""What a school still owes of its return: what a reminder says."""

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.brought import brought_by
from muster.portal.returns.facts import Draft, InForce, Participation
from muster.portal.returns.models import Return
from muster.portal.returns.reads.progress import SchoolProgress, progress_of
from muster.portal.returns.reads.summary import summary_of
from muster.portal.returns.states import State


class Outstanding(msgspec.Struct, frozen=True, kw_only=True):
    """What is left to do at the school; all False and 0 where nothing is.

    `errors` must be put right, `unexplained` explained, `unanswered` are the authority's own questions.
    `confirmed_before` says that what was confirmed earlier still counts.
    """

    nothing_sent: bool = False
    errors: int = 0
    unconfirmed: bool = False
    unexplained: int = 0
    unanswered: int = 0
    confirmed_before: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether a reminder has anything to say."""
        return bool(self.nothing_sent or self.errors or self.unconfirmed or self.unexplained or self.unanswered)


def outstanding_of(school_return: Return) -> Outstanding:
    """What is left to do: nothing where the school is not taking part, or its results are accepted."""
    facts = school_return.facts
    if facts.participation is Participation.DECLINED or facts.in_force is InForce.ACCEPTED:
        return Outstanding()
    if school_return.version is None:
        return Outstanding(nothing_sent=facts.in_force is InForce.NONE)
    counts = summary_of(Scope(Level.AUTHORITY, school_return.authority.public_id), school_return)
    return Outstanding(
        errors=counts.errors,
        unconfirmed=facts.draft is Draft.READY,
        unexplained=counts.open_questions,
        unanswered=counts.questions_open,
        confirmed_before=facts.in_force is InForce.CONFIRMED and facts.draft is not Draft.NONE,
    )


def outstanding_at(line: SchoolProgress) -> Outstanding:
    """The same of a school's line in the progress of its collection, where all were read at once."""
    kept = brought_by(line.request)
    if line.state is State.DECLINED:
        return Outstanding()
    if kept is None:
        return Outstanding(nothing_sent=True)
    facts = kept.facts
    if facts.in_force is InForce.ACCEPTED:
        return Outstanding()
    if kept.version is None:
        return Outstanding(nothing_sent=facts.in_force is InForce.NONE)
    return Outstanding(
        errors=line.errors,
        unconfirmed=facts.draft is Draft.READY,
        unexplained=line.to_explain,
        unanswered=line.unanswered,
        confirmed_before=facts.in_force is InForce.CONFIRMED and facts.draft is not Draft.NONE,
    )


def outstanding_in(scope: Scope, collection: Collection) -> dict[int, Outstanding]:
    """What is left to do at every school that was asked, by its request's key. As many queries as `progress_of`."""
    return {line.request.pk: outstanding_at(line) for line in progress_of(scope, collection)}
