"""Pupils who are expected at a school whose results have come without them."""

from collections.abc import Collection as Several
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.sent import Node, Versions, Who, who_is
from muster.portal.foundation.matching import one_of_keys
from muster.portal.returns.expecting import Expecting
from muster.portal.returns.models import Result
from muster.portal.rolls.models import ExpectedPupil


class Missing(NamedTuple):
    """A pupil who is missing: the keys of the request, of the child and of the identity on the roll, and who it is."""

    request: int
    identity: int
    who: Who

    @property
    def node(self) -> Node:
        """The pupil at the school."""
        return Node(self.request, self.who.child)


def missing_from(collection: Collection, versions: Versions) -> list[Missing]:
    """Those expected at the schools of these versions and not in them, as the files told it. Two queries."""
    schools = {one.school: one.request for one in versions.values()}
    here = Result.objects.filter(child=OuterRef("child"), version__in=one_of_keys(versions))
    sent = here.filter(version__school_return__school=OuterRef("school"))
    rows = ExpectedPupil.objects.filter(collection=collection, **_of(schools))
    columns = ("school_id", "identity_id", "nc_year", "enrol_status", "leaving_date")
    expecting = Expecting(collection)
    absent = [
        (schools[school], identity)
        for school, identity, *plain in rows.exclude(Exists(sent)).values_list(*columns)
        if expecting.expects(*plain)
    ]
    who = who_is(identity for _, identity in absent)
    return [Missing(request, identity, who[identity]) for request, identity in absent if identity in who]


def _of(schools: Several[int]) -> dict[str, object]:
    """A filter for the rows of these schools: SQLite finds one school's by an index that it leaves for several."""
    return {"school": next(iter(schools))} if len(schools) == 1 else {"school__in": one_of_keys(schools)}
