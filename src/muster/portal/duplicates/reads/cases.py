"""The cases of a collection, for officers and those who may look at pupils; a school reads `own_sides`."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from msgspec.structs import replace

from muster.portal.collecting.models import Collection, Request
from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.loading import views_of
from muster.portal.duplicates.models import Case, Side
from muster.portal.foundation.matching import one_of_keys
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import OpenIdentity, opened


def cases_of(scope: Scope, collection: Collection) -> list[CaseView]:
    """The collection's cases, the oldest first, as a list tells of them. As many queries for any number.

    No identity is opened.
    """
    return views_of(_within(scope, Case.objects.filter(collection=collection)), collection, brief=True)


def opened_case(scope: Scope, public_id: str) -> CaseView | None:
    """The case with this public id, with who the pupils are; None where there is none in the scope."""
    rows = _within(scope, Case.objects.filter(public_id=public_id))
    case = rows.select_related("collection__authority").first()
    if case is None:
        return None
    (view,) = with_names(scope, views_of(rows, case.collection))
    return view


def with_names(scope: Scope, views: Sequence[CaseView]) -> list[CaseView]:
    """The same cases with who the pupils are, opened together: for no more than a page shows."""
    keys = [one.identity for view in views for one in view.claims if one.identity is not None]
    found = opened(scope.within(Identity.objects.filter(pk__in=one_of_keys(keys)), school=None))
    return [replace(view, claims=tuple(_named(one, found) for one in view.claims)) for view in views]


def cases_of_school(scope: Scope, request: Request) -> list[CaseView]:
    """The cases in which the school of the request has a side."""
    rows = Case.objects.filter(pk__in=Side.objects.filter(request=request.pk).values("case"))
    return views_of(_within(scope, rows), request.collection, brief=True)


def _within(scope: Scope, rows: QuerySet[Case]) -> QuerySet[Case]:
    return scope.within(rows, school=None)


def _named(claim: Claim, found: Mapping[int, OpenIdentity]) -> Claim:
    known = found.get(claim.identity) if claim.identity is not None else None
    return replace(claim, who=known.record) if known else claim
