"""What tests of corrections say over and over."""

from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.actions.correcting import CellWish, check_and_keep, write_cells
from muster.portal.returns.models import Version, Worksheet
from muster.portal.returns.reads.worksheets import Sheet, pupils_listed, sheet_of
from muster.portal.returns.sealing import content_of
from muster.records import PupilRecord
from tests.portal.collected import Collected, acting


def scope_of(collected: Collected) -> Scope:
    """As far as the school sees."""
    return Scope(Level.SCHOOL, collected.side.authority.public_id, frozenset({collected.school.public_id}))


def newest(collected: Collected) -> Version:
    """The newest version."""
    found = collected.school_return().newest
    assert found is not None
    return found


def records(version: Version) -> tuple[PupilRecord, ...]:
    """The pupils of a version."""
    return content_of(version, vault_of(version.authority.public_id)).pupils


def sheet(collected: Collected) -> Sheet:
    """What is typed."""
    return sheet_of(scope_of(collected), collected.school_return())


def wish(collected: Collected, place: int, field: str, value: str | None) -> CellWish:
    """A wish for the pupil at a place of the newest version."""
    child, nth = pupils_listed(scope_of(collected), newest(collected)).listings[place]
    return CellWish(child, nth, field, value)


def write(collected: Collected, *wishes: CellWish, seen: int | None = None) -> None:
    """Write cells as the school's head, over what is there unless another revision is given."""
    now = Worksheet.objects.filter(school_return=collected.school_return()).values_list("revision", flat=True).first()
    write_cells(acting(collected.side.head), collected.request, seen or now or 1, wishes)


def keep(collected: Collected, seen: int | None = None) -> Version:
    """Check and keep as the school's head."""
    revision = seen or collected.school_return().revision
    return check_and_keep(acting(collected.side.head), collected.request, revision)
