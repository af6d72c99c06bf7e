"""Reports in tests: made as a worker that was nudged makes them, and read."""

from muster.portal.foundation import files, work
from muster.portal.publishing.actions.building import WORK
from muster.portal.publishing.due import due
from muster.portal.publishing.models import Edition
from tests.portal.collected import Collected
from tests.portal.returns.signed import confirmed

KINDS = (Edition.Kind.SUMMARY, Edition.Kind.PUPILS)


def make(collected: Collected) -> list[Edition]:
    """Have the return's reports made; all that there are then, the oldest first."""
    assert work.do(WORK, collected.school_return().public_id)
    return editions(collected)


def confirm_and_make(collected: Collected) -> list[Edition]:
    """Confirm what was sent, and have its reports made."""
    confirmed(collected)
    return make(collected)


def editions(collected: Collected) -> list[Edition]:
    """The return's reports, the oldest first."""
    rows = Edition.objects.filter(school_return__request=collected.request)
    return list(rows.select_related("authority", "school_return__school").order_by("number", "-kind"))


def newest(collected: Collected, kind: Edition.Kind = Edition.Kind.PUPILS) -> Edition:
    """The newest report of the kind."""
    return [one for one in editions(collected) if one.kind == kind][-1]


def content(edition: Edition) -> bytes:
    """The report as it is kept."""
    return files.get(edition.authority.public_id, edition.file)


def is_due(collected: Collected) -> bool:
    """Whether the sweeper would have the return's reports made."""
    return collected.school_return().public_id in due(50)
