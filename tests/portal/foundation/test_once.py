"""Doing a thing once."""

from datetime import UTC, datetime, timedelta

import pytest

from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM, VISITOR
from muster.portal.foundation.models import DoneOnce
from muster.portal.foundation.once import KEPT, Outcome, Plain, digest_of, new_key, once, sweep
from muster.portal.foundation.refusals import Refusal
from tests.portal.foundation.rows import side_by_side

NOON = datetime(2026, 6, 26, 12, 0, tzinfo=UTC)


class Counting:
    """Something that may be done once only."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Plain:
        self.times += 1
        return {"receipt": self.times}


@pytest.mark.django_db
def test_a_repeat_is_told_the_first_outcome() -> None:
    do = Counting()
    first = once("key", SYSTEM, digest_of("a"), do)
    again = once("key", SYSTEM, digest_of("a"), do)
    assert first == Outcome({"receipt": 1}, repeated=False)
    assert again == Outcome({"receipt": 1}, repeated=True)


@pytest.mark.django_db(transaction=True)
def test_10_at_once_do_it_once() -> None:
    do = Counting()
    outcomes = side_by_side(10, lambda _: once("key", SYSTEM, "digest", do))
    assert do.times == 1
    assert [outcome.value for outcome in outcomes] == [{"receipt": 1}] * 10
    assert [outcome.repeated for outcome in outcomes].count(False) == 1


@pytest.mark.django_db
def test_the_same_key_for_something_else_is_refused() -> None:
    once("key", SYSTEM, digest_of("a"), Counting())
    with pytest.raises(Refusal) as refused:
        once("key", SYSTEM, digest_of("b"), Counting())
    assert "sent before" in refused.value.sentence


@pytest.mark.django_db
def test_another_actor_has_keys_of_its_own() -> None:
    do = Counting()
    once("key", SYSTEM, "digest", do)
    assert not once("key", VISITOR, "digest", do).repeated


@pytest.mark.django_db
def test_what_failed_may_be_tried_again() -> None:
    def fails() -> Plain:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any would do
        once("key", SYSTEM, "digest", fails)
    assert not once("key", SYSTEM, "digest", Counting()).repeated


@pytest.mark.django_db
def test_outcomes_are_kept_for_14_days() -> None:
    with clock.at(NOON):
        once("key", SYSTEM, "digest", Counting())
    with clock.at(NOON + KEPT):
        assert sweep() == 0
    with clock.at(NOON + KEPT + timedelta(seconds=1)):
        assert sweep() == 1


@pytest.mark.django_db
def test_the_key_itself_is_not_kept() -> None:
    once("Okazqxfor", SYSTEM, "digest", Counting())
    assert "zqx" not in DoneOnce.objects.get().key


def test_digests_tell_where_a_part_ends() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc")
    assert digest_of("ab", b"c") == digest_of(b"ab", "c")


def test_new_keys_differ() -> None:
    assert new_key() != new_key()
