"""A school says that it does not take part, and may change its mind."""

from datetime import UTC, datetime

import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.actions import decline, rejoin
from muster.portal.collecting.models import Request
from muster.portal.collecting.policies import can_decline, can_rejoin
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from tests.portal.collecting.made_up import HEAD, IN_MAY, OFFICER, asked, authority

pytestmark = pytest.mark.django_db
AUTUMN = datetime(2026, 9, 10, tzinfo=UTC)


@pytest.fixture
def request_() -> Request:
    return asked(authority())[0]


@pytest.fixture(autouse=True)
def in_may() -> object:
    with clock.at(IN_MAY):
        yield


def test_declining_keeps_who_when_and_why(request_: Request) -> None:
    decline(HEAD, request_, 1, " We use our own assessment. ")
    kept = Request.objects.get(pk=request_.pk)
    assert (kept.participation, kept.declined_by_name, kept.declined_at, kept.reason, kept.revision) == (
        "declined", "Ida Linzqxwood", IN_MAY, "We use our own assessment.", 2,
    )  # fmt: skip


def test_declining_needs_no_reason(request_: Request) -> None:
    assert decline(HEAD, request_, 1).reason == ""


def test_the_reason_stays_out_of_the_trail(request_: Request) -> None:
    decline(HEAD, request_, 1, "Because of Okazqxfor.")
    event = Event.objects.get(verb="request.declined")
    assert event.school == request_.school.public_id
    assert "zqx" not in str(event.facts)


def test_a_school_may_change_its_mind(request_: Request) -> None:
    rejoin(HEAD, decline(HEAD, request_, 1, "Too much work."), 2)
    kept = Request.objects.get(pk=request_.pk)
    assert (kept.participation, kept.declined_by_name, kept.declined_at, kept.reason) == ("asked", "", None, "")
    assert Event.objects.get(verb="request.rejoined").facts["declined_at"] == IN_MAY.isoformat()


def test_declining_twice_is_refused(request_: Request) -> None:
    declined = decline(HEAD, request_, 1)
    with pytest.raises(Refusal) as refusal:
        decline(HEAD, declined, 2)
    assert refusal.value.sentence.startswith("Ida Linzqxwood said on 12 May 2026 at 10:30am")


def test_the_second_of_two_who_decline_is_told_who_was_first(request_: Request) -> None:
    decline(HEAD, request_, 1)
    with pytest.raises(Changed) as changed:
        decline(OFFICER, request_, 1)
    assert changed.value.facts["who"] == "Ida Linzqxwood"


def test_rejoining_while_taking_part_is_refused(request_: Request) -> None:
    with pytest.raises(Refusal) as refusal:
        rejoin(HEAD, request_, 1)
    assert refusal.value.id == "takes_part_already"


def test_after_the_collection_closed_nothing_changes(request_: Request) -> None:
    with clock.at(AUTUMN), pytest.raises(Refusal) as refusal:
        decline(HEAD, request_, 1)
    assert refusal.value.id == "collection_closed"


def test_a_page_may_ask_before_it_offers(request_: Request) -> None:
    assert (can_decline(request_), can_rejoin(request_)) == (True, False)
    declined = decline(HEAD, request_, 1)
    assert (can_decline(declined), can_rejoin(declined)) == (False, True)
    with clock.at(AUTUMN):
        assert (can_decline(request_), can_rejoin(declined)) == (False, False)
