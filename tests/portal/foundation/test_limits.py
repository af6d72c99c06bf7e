"""Token buckets: no guess is free, none is lost, and other people's guesses change nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from muster.portal.foundation import clock, limits
from muster.portal.foundation.models import TokenBucket
from tests.portal.foundation.rows import side_by_side

GUESSES = limits.define("test guesses", 20, 1 / 60)
NOON = datetime(2026, 6, 26, 12, 0, tzinfo=UTC)


def spend(key: str, count: int) -> list[bool]:
    return [limits.take(GUESSES, key).allowed for _ in range(count)]


@pytest.mark.django_db(transaction=True)
def test_20_guesses_at_once_spend_20() -> None:
    allowed = side_by_side(20, lambda _: limits.take(GUESSES, "102345").allowed)
    assert allowed == [True] * 20
    assert not limits.take(GUESSES, "102345").allowed
    assert limits.look(GUESSES, "102345").left < 1


@pytest.mark.django_db(transaction=True)
def test_of_30_guesses_at_once_20_are_allowed() -> None:
    assert side_by_side(30, lambda _: limits.take(GUESSES, "102345").allowed).count(True) == 20


@pytest.mark.django_db
def test_250_guesses_on_other_names_do_not_open_a_slowed_one() -> None:
    with clock.at(NOON):
        spend("102345", 20)
        for number in range(250):
            limits.take(GUESSES, f"other {number}")
        limits.sweep()
        assert spend("102345", 1) == [False]


@pytest.mark.django_db
def test_tokens_come_back_one_a_minute() -> None:
    with clock.at(NOON):
        spend("102345", 20)
        refused = limits.take(GUESSES, "102345")
    assert (refused.allowed, refused.wait) == (False, 60)
    with clock.at(NOON + timedelta(seconds=refused.wait)):
        assert spend("102345", 2) == [True, False]


@pytest.mark.django_db
def test_no_more_come_back_than_there_is_room_for() -> None:
    with clock.at(NOON):
        spend("102345", 5)
    with clock.at(NOON + timedelta(days=1)):
        assert spend("102345", 21).count(True) == 20


@pytest.mark.django_db
def test_a_clock_set_back_takes_nothing_away() -> None:
    with clock.at(NOON):
        spend("102345", 1)
    with clock.at(NOON - timedelta(hours=1)):
        assert limits.look(GUESSES, "102345").left == 19


@pytest.mark.django_db
def test_what_is_given_back_can_be_spent_and_no_more() -> None:
    with clock.at(NOON):
        spend("102345", 20)
        limits.give_back(GUESSES, "102345", 3)
        assert spend("102345", 4).count(True) == 3
        limits.give_back(GUESSES, "102345", 100)
        assert limits.look(GUESSES, "102345").left == 20


@pytest.mark.django_db
def test_looking_spends_nothing() -> None:
    with clock.at(NOON):
        assert [limits.look(GUESSES, "102345").left for _ in range(2)] == [20, 20]
    assert not TokenBucket.objects.exists()


@pytest.mark.django_db
def test_a_sweep_forgets_only_full_buckets() -> None:
    with clock.at(NOON):
        spend("busy", 20)
        spend("quiet", 1)
    with clock.at(NOON + timedelta(minutes=2)):
        assert limits.sweep() == 1
        assert limits.look(GUESSES, "busy").left == pytest.approx(2)


@pytest.mark.django_db
def test_what_was_typed_is_not_kept() -> None:
    limits.take(GUESSES, "Okazqxfor@school.example")
    row = TokenBucket.objects.get()
    assert "zqx" not in f"{row.key}{row.name}"


@pytest.mark.django_db(transaction=True)
def test_no_transaction_can_take_a_guess_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        limits.take(GUESSES, "102345")


def test_a_limit_means_one_thing() -> None:
    assert limits.define("test guesses", 20, 1 / 60) == GUESSES
    with pytest.raises(ValueError, match="twice"):
        limits.define("test guesses", 21, 1 / 60)
