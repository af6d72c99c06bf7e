"""Whether a school should have its final reports by now, and whether it has asked where they are."""

from datetime import date, datetime

import msgspec

from muster.portal.casework.models import Enquiry
from muster.portal.foundation.scope import Scope
from muster.portal.publishing.models import AskedLate
from muster.portal.publishing.policies import is_late
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return


class Lateness(msgspec.Struct, frozen=True):
    """How a school stands with its final reports of a request, from the Monday `last_week` on.

    `is_late`: its results are with the authority, and it should have its reports by now. `nothing_sent`: by then the
    school had nothing confirmed, so that there are none. `enquiry` is the school's own question where they are.
    """

    last_week: date
    is_late: bool = False
    nothing_sent: bool = False
    enquiry: Enquiry | None = None

    @property
    def asked_at(self) -> datetime | None:
        """When the school asked where its reports are; None where it has not."""
        return self.enquiry.made_at if self.enquiry else None


def lateness_of(scope: Scope, school_return: Return) -> Lateness:
    """How the school stands, also where its return is not kept yet. One query at most, none before the week."""
    collection = school_return.request.collection
    last_week = collection.last_week
    if not is_late(collection) or school_return.has_reports:
        return Lateness(last_week)
    if school_return.in_force == InForce.NONE:
        return Lateness(last_week, nothing_sent=True)
    rows = scope.within(AskedLate.objects.filter(school_return=school_return.pk), school="school_return__school")
    asked = rows.select_related("enquiry").first()
    return Lateness(last_week, is_late=True, enquiry=asked.enquiry if asked else None)
