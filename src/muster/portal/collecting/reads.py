"""What pages read of collections; the scope comes first."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from muster.portal.collecting.models import Collection, DataCare, Request, Waiver
from muster.portal.collecting.times import ONE_MINUTE
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School


def collections(scope: Scope) -> QuerySet[Collection]:
    """The collections within the scope, the latest first: all of an authority's, or those a school was asked for."""
    rows = Collection.objects.select_related("authority").order_by("-year", "-opens_at", "pk")
    return scope.within(rows, school="requests__school").distinct()


def running(scope: Scope) -> QuerySet[Collection]:
    """Those that are open, or announced, and take files still."""
    return collections(scope).filter(opened_at__isnull=False, closes_at__gt=clock.now() - ONE_MINUTE)


def collection_at(scope: Scope, public_id: str) -> Collection | None:
    """The collection with this public id, where the scope reaches it."""
    return collections(scope).filter(public_id=public_id).first()


def data_care_of(scope: Scope, collection: Collection) -> DataCare | None:
    """What was settled about the collection's data; None where nobody has yet. For the authority's own people."""
    return scope.within(DataCare.objects.filter(collection=collection), school=None).first()


def data_care_before(scope: Scope, collection: Collection) -> DataCare | None:
    """What was settled last about the data of another collection of the same kind; for the authority's own people."""
    rows = DataCare.objects.select_related("collection").filter(collection__kind=collection.kind)
    others = rows.exclude(collection=collection).order_by("-collection__year", "-entered_at", "pk")
    return scope.within(others, school=None).first()


def requests_of(scope: Scope, school: School | None = None) -> QuerySet[Request]:
    """The requests within the scope, or only one school's, with school and collection; latest collection first."""
    rows = Request.objects.select_related("authority", "collection__authority", "school")
    found = scope.within(rows.order_by("-collection__year", "-collection__opens_at", "school__name", "pk"))
    return found if school is None else found.filter(school=school)


def schools_not_asked(scope: Scope, collection: Collection) -> QuerySet[School]:
    """The open schools that the collection has not asked yet, by name: for the authority's own people."""
    asked = Request.objects.filter(collection=collection).values("school")
    is_open = Q(closed=None) | Q(closed__gt=clock.today())
    rows = School.objects.filter(is_open, authority=collection.authority).exclude(pk__in=asked)
    return scope.within(rows.order_by("name", "urn"), school=None)


def waivers_of(scope: Scope, request: Request) -> list[Waiver]:
    """What is waived for the request's school in its collection, by rule, and then what was, the latest first."""
    rows = Waiver.objects.filter(collection=request.collection_id, school=request.school_id)
    return _in_order(scope.within(rows.select_related("authority", "collection", "school")))


def waivers_by_school(scope: Scope, collection: Collection, schools: Iterable[School]) -> dict[int, list[Waiver]]:
    """By school's key what is and was waived for each of these schools, as `waivers_of` has it. One query."""
    found: dict[int, list[Waiver]] = {school.pk: [] for school in schools}
    for row in scope.within(Waiver.objects.filter(collection=collection, school__in=found)):
        found[row.school_id].append(row)
    return {school: _in_order(rows) for school, rows in found.items()}


def waived_rules(scope: Scope, request: Request) -> dict[str, Waiver]:
    """The waivers that hold now, by rule."""
    return {one.rule: one for one in waivers_of(scope, request) if one.ended_at is None}


def _in_order(found: Iterable[Waiver]) -> list[Waiver]:
    rows = list(found)
    waived = sorted((one for one in rows if one.ended_at is None), key=lambda one: one.rule)
    return waived + sorted((one for one in rows if one.ended_at), key=lambda one: -one.pk)
