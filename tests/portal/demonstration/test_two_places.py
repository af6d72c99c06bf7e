"""The demonstration's pupils in two places stand in every state."""

import pytest

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.case_view import WAITING, CaseState
from muster.portal.duplicates.reads.cases import cases_of
from muster.portal.duplicates.reads.own_sides import own_sides
from muster.portal.duplicates.reads.waiting import waiting_cases
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Authority

pytestmark = pytest.mark.django_db


def seen(authority: Authority) -> tuple[Scope, Collection]:
    """An officer's eyes, and the collection."""
    return Scope(Level.AUTHORITY, authority.public_id), Collection.objects.get(authority=authority, kind="ks1")


def test_a_case_stands_in_every_state(authority: Authority) -> None:
    assert {one.state for one in cases_of(*seen(authority))} >= set(CaseState) - {CaseState.GONE}


def test_the_queue_counts_the_cases_that_wait(authority: Authority) -> None:
    listed = [one for one in cases_of(*seen(authority)) if one.state in WAITING]
    assert waiting_cases(*seen(authority)).number == len(listed)


def test_of_the_protected_pupil_no_school_is_told(authority: Authority) -> None:
    scope, collection = seen(authority)
    found = [view for view in cases_of(scope, collection) if view.state is CaseState.PROTECTED]
    assert found
    for claim in (one for view in found for one in view.claims):
        told = {one.public_id for one in own_sides(scope, claim.side.request)}
        assert claim.side.public_id not in told
