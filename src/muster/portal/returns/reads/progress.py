"""Where every school of a collection is: what an officer asks first in the morning."""

from datetime import datetime

import msgspec

from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation.scope import Scope
from muster.portal.returns.brought import brought_by
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return
from muster.portal.returns.reads.asked import With, asked_of
from muster.portal.returns.reads.expected import expected_of_rolls
from muster.portal.returns.reads.findings import asking_of_returns
from muster.portal.returns.reads.left import Left, left_of_returns
from muster.portal.returns.states import State, state_of


class SchoolProgress(msgspec.Struct, frozen=True, kw_only=True):
    """One school's line: its request (with school and trust), how far it is, and the counts.

    `expected` is None without a roll. `errors` must be put right, `to_explain` still be explained, as the school's own
    pages count them; `unanswered` are the authority's questions without an answer, `to_read` the explanations and
    answers that no officer has looked at. `is_clear` says that what was confirmed can be accepted: nothing newer, and
    nothing of all this left. `changed_at` is None where the school has done nothing yet.
    """

    request: Request
    state: State
    in_force: InForce = InForce.NONE
    expected: int | None = None
    sent: int = 0
    errors: int = 0
    to_explain: int = 0
    unanswered: int = 0
    to_read: int = 0
    is_clear: bool = False
    revision: int = 1
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def seen(self) -> int:
        """What this line adds to the sum by which a later change is known (`changes.Mark`)."""
        return self.request.revision + self.revision


def progress_of(scope: Scope, collection: Collection) -> list[SchoolProgress]:
    """Every school that was asked, by name. Nine queries, however many schools."""
    requests = asked_of(scope, collection, With.PUPILS)
    returns = [kept for one in requests if (kept := brought_by(one)) is not None]
    asking = asking_of_returns(scope, returns)
    expected, left = expected_of_rolls(scope, collection), left_of_returns(scope, returns, asking)
    return [_line(one, expected.get(one.school_id), left.get(_key(one), Left())) for one in requests]


def states_of(scope: Scope, collection: Collection) -> list[SchoolProgress]:
    """The same without any count of what is expected, found or asked, so that none is said to be clear. One query."""
    lines = (_line(one, None, Left()) for one in asked_of(scope, collection, With.PUPILS))
    return [msgspec.structs.replace(one, is_clear=False) for one in lines]


def _line(request: Request, expected: int | None, left: Left) -> SchoolProgress:
    kept = brought_by(request) or Return(authority=request.authority, request=request, school=request.school)
    version, state = kept.version, state_of(kept.facts, reports=kept.has_reports)
    return SchoolProgress(
        request=request,
        state=state,
        in_force=kept.facts.in_force,
        expected=expected,
        sent=version.pupils if version else 0,
        errors=left.errors,
        to_explain=left.to_explain,
        unanswered=left.unanswered,
        to_read=left.to_read,
        is_clear=state is State.SENT and kept.facts.in_force is InForce.CONFIRMED and left.is_nothing,
        revision=kept.revision,
        changed_at=kept.changed_at,
        changed_by=kept.changed_by_name,
    )


def _key(request: Request) -> int:
    found = brought_by(request)
    return found.pk if found is not None else 0
