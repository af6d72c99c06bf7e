"""The lines of the table of schools: which fit a place in it, and in which order."""

from collections.abc import Callable, Sequence

from muster.formats.names import fold
from muster.portal.casework.reads.assignments import looked_after
from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Scope
from muster.portal.pages.authority.progress.narrowing import Looked, narrowed
from muster.portal.pages.authority.progress.place_in_list import OF_STATE, InList, Order, Show
from muster.portal.returns.reads.progress import SchoolProgress, progress_of, states_of
from muster.portal.returns.states import State


class Line(Looked, frozen=True):
    """A school's progress, and the officer who looks after it."""

    progress: SchoolProgress


def lines_of(scope: Scope, collection: Collection) -> list[Line]:
    """A line a school that was asked, by name."""
    return _looked(scope, progress_of(scope, collection))


def lines_fitting(scope: Scope, collection: Collection, where: InList) -> list[Line]:
    """The lines as far as a place in the table goes by them: without the counts where it asks for none of these."""
    is_counted = where.show is Show.CLEAR or where.order in _BY_COUNTS
    return _looked(scope, (progress_of if is_counted else states_of)(scope, collection))


def _looked(scope: Scope, progress: Sequence[SchoolProgress]) -> list[Line]:
    officers = looked_after(scope)
    return [Line(one.request.school, officers.get(one.request.school_id), one) for one in progress]


def fitting(lines: Sequence[Line], where: InList) -> list[Line]:
    """The lines that are shown at this place, in order; equal ones stay by name."""
    found = [one for one in narrowed(lines, where) if _is_shown(one.progress, where.show)]
    key, downward = _KEYS[where.order]
    return sorted(found, key=key, reverse=where.back is not downward)


def _is_shown(line: SchoolProgress, show: Show) -> bool:
    if show is Show.CLEAR:
        return line.is_clear
    return show is Show.ALL or line.state is OF_STATE[show]


_BY_COUNTS = frozenset({Order.ERRORS, Order.TO_EXPLAIN, Order.QUESTIONS, Order.TO_READ})
_Key = Callable[[Line], tuple[float | str, ...]]
_KEYS: dict[Order, tuple[_Key, bool]] = {
    Order.NAME: (lambda line: (fold(line.school.name), line.school.urn), False),
    Order.STATE: (lambda line: (list(State).index(line.progress.state),), False),
    Order.SENT: (lambda line: (line.progress.sent,), True),
    Order.ERRORS: (lambda line: (line.progress.errors,), True),
    Order.TO_EXPLAIN: (lambda line: (line.progress.to_explain,), True),
    Order.QUESTIONS: (lambda line: (line.progress.unanswered,), True),
    Order.TO_READ: (lambda line: (line.progress.to_read,), True),
    Order.CHANGED: (lambda line: (line.progress.changed_at.timestamp() if line.progress.changed_at else 0.0,), True),
    Order.OFFICER: (lambda line: (not line.officer, fold(line.officer.name) if line.officer else ""), False),
    Order.SYSTEM: (lambda line: (not line.school.mis, fold(line.school.mis)), False),
}
"""By what each order sorts, and whether the largest comes first."""
