"""The log as a CSV, in pieces: it may be long."""

from collections.abc import Iterator

from muster.formats.export import Cell, csv_text
from muster.portal.audit.models import Event
from muster.portal.audit.searching import Search, every
from muster.portal.audit.words import all_facts_of, said_of
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School

HEADER = (
    "Number", "When (London)", "When (UTC)", "Who", "Who, kind", "Who, key", "Did what", "Event", "School", "URN",
    "To what, kind", "To what, key", "Facts", "Seal",
)  # fmt: skip
_AT_ONCE = 500
_MARK = b"\xef\xbb\xbf"


def log_csv(scope: Scope, search: Search | None = None) -> Iterator[bytes]:
    """The events that fit, or all within the scope, the oldest first: UTF-8 with a mark, formula-safe."""
    schools = {one.public_id: one for one in scope.within(School.objects.all(), school=None)}
    yield _MARK + csv_text(HEADER, []).encode()
    waiting: list[list[Cell]] = []
    for event in every(scope, search or Search()):
        waiting.append(_row(event, schools.get(event.school)))
        if len(waiting) == _AT_ONCE:
            yield _lines(waiting)
            waiting = []
    yield _lines(waiting)


def _lines(rows: list[list[Cell]]) -> bytes:
    return csv_text((), rows).encode().removeprefix(b"\r\n")


def _row(event: Event, school: School | None) -> list[Cell]:
    return [
        event.number, f"{event.at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}", event.at.isoformat(timespec="microseconds"),
        event.actor_name, event.actor_kind, event.actor, said_of(event.verb), event.verb,
        school.name if school else event.school, school.urn if school else "", event.subject_kind, event.subject,
        all_facts_of(event), event.seal,
    ]  # fmt: skip
