"""Whom a mail about a school's return goes to."""

from collections.abc import Iterable

from muster.portal.organisations.models import Membership, Role, School
from muster.portal.outbox.actions import Recipient

_NAMED = (Role.HEAD, Role.SIGNER, Role.SENDER)


def addressees(schools: Iterable[School]) -> dict[int, list[Recipient]]:
    """By each school's key: its main address, its head, and those who may confirm or send; each address once.

    A school that cannot be reached at all has an empty list.
    """
    found = {school.pk: _main(school) for school in schools}
    rows = Membership.objects.filter(school__in=found, role__in=_NAMED, ended_at__isnull=True).select_related("person")
    for row in rows.order_by("pk"):
        known = found[row.school_id] if row.school_id is not None else []
        if row.person.email not in {one.address.lower() for one in known}:
            known.append(Recipient(row.person.email, row.person.name))
    return found


def _main(school: School) -> list[Recipient]:
    return [Recipient(school.email)] if school.email else []
