"""A child is protected and unprotected by whoever saw it as it is; an erased one leaves nothing to read or try out."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.foundation.refusals import Changed
from muster.portal.foundation.scope import EVERYTHING, Level, Scope
from muster.portal.pupils.actions import erase, protect, unprotect
from muster.portal.pupils.models import Child, Identity
from muster.portal.pupils.reads import identities_with_upn, open_identities
from tests.portal.pupils.made_up import ADA, OFFICER, UPN, identify_one
from tests.portal.season import Season


@pytest.fixture
def child(season: Season) -> Child:
    return identify_one(season.authority, ADA).child


def test_a_protected_child_is_shown_as_such(child: Child) -> None:
    protect(OFFICER, child, child.revision)
    (opened,) = open_identities(EVERYTHING, child.identities.values_list("pk", flat=True)).values()
    assert opened.is_protected


def test_protection_ends(child: Child) -> None:
    protect(OFFICER, child, child.revision)
    unprotect(OFFICER, child, child.revision)
    assert not Child.objects.get(pk=child.pk).protected


def test_protection_is_one_event_without_a_name(child: Child) -> None:
    protect(OFFICER, child, child.revision)
    event = Event.objects.order_by("-number").filter(verb="child.protected").get()
    assert (event.subject, event.facts) == (child.public_id, {})


def test_the_second_of_two_is_told_who_was_first(child: Child) -> None:
    seen = child.revision
    protect(OFFICER, child, seen)
    with pytest.raises(Changed) as changed:
        unprotect(OFFICER, child, seen)
    assert changed.value.facts["who"] == OFFICER.name
    assert OFFICER.name in changed.value.sentence
    assert Child.objects.get(pk=child.pk).protected


def test_a_child_never_protected_before_can_be_changed_under_ones_hands(child: Child) -> None:
    with pytest.raises(Changed, match="changed"):
        protect(OFFICER, child, child.revision + 1)


def test_erasure_empties_every_identity(season: Season, child: Child) -> None:
    assert erase(OFFICER, season.authority, [child]) == 1
    row = Identity.objects.get(child=child)
    emptied = (row.sealed, row.salt, row.upn_key, row.former_upn_key, row.name_dob_key, row.content_key)
    assert not any(map(bool, emptied))
    assert row.erased_at is not None


def test_what_was_erased_opens_as_nothing(season: Season, child: Child) -> None:
    erase(OFFICER, season.authority, [child])
    (opened,) = open_identities(EVERYTHING, child.identities.values_list("pk", flat=True)).values()
    assert opened.record is None
    assert opened.child == child.public_id


def test_what_was_erased_is_not_found_by_upn(season: Season, child: Child) -> None:
    officers = Scope(Level.AUTHORITY, season.authority.public_id)
    assert len(identities_with_upn(officers, UPN)) == 1
    erase(OFFICER, season.authority, [child])
    assert identities_with_upn(officers, UPN) == {}


def test_erasing_twice_is_as_erasing_once(season: Season, child: Child) -> None:
    erase(OFFICER, season.authority, [child])
    before = Identity.objects.get(child=child).erased_at
    assert erase(OFFICER, season.authority, [child]) == 0
    assert Identity.objects.get(child=child).erased_at == before


def test_erasure_is_one_event_with_counts(season: Season, child: Child) -> None:
    erase(OFFICER, season.authority, [child])
    event = Event.objects.order_by("-number").filter(verb="pupils.erased").get()
    assert event.facts == {"children": 1, "identities": 1}


def test_another_authority_erases_nothing_of_ours(season: Season, child: Child) -> None:
    assert erase(OFFICER, season.twin.authority, [child]) == 0
    assert Identity.objects.get(child=child).erased_at is None
