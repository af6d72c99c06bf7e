"""Draws stay the same for ever, and are spread as they promise."""

from collections import Counter

import pytest

from muster.synthesis.draws import Draws, added

PINNED = [0.308803582495243, 0.12422128487000017, 0.13222311721446556]


def test_the_first_draws_are_pinned() -> None:
    draws = Draws(7, "children", 3)
    assert [draws.share() for _ in range(3)] == PINNED


def test_labels_have_streams_of_their_own() -> None:
    assert Draws(1, "a").share() != Draws(1, "b").share()


def test_below_stays_below() -> None:
    draws = Draws("below")
    assert {draws.below(4) for _ in range(400)} == {0, 1, 2, 3}


def test_between_counts_both_ends() -> None:
    draws = Draws("between")
    assert {draws.between(2, 4) for _ in range(200)} == {2, 3, 4}


def test_weights_are_kept() -> None:
    draws = Draws("weights")
    counts = Counter(draws.weighted((("often", 9), ("seldom", 1))) for _ in range(10_000))
    assert counts["often"] == pytest.approx(9000, abs=150)


def test_the_bell_has_mean_0_and_deviation_1() -> None:
    draws = Draws("bell")
    drawn = [draws.bell() for _ in range(20_000)]
    mean = sum(drawn) / len(drawn)
    assert mean == pytest.approx(0, abs=0.03)
    assert sum((number - mean) ** 2 for number in drawn) / len(drawn) == pytest.approx(1, abs=0.04)


def test_early_items_are_picked_more_often() -> None:
    draws = Draws("early")
    counts = Counter(draws.pick_early(range(10)) for _ in range(10_000))
    assert counts[0] > 1.5 * counts[9] > 0


def test_shuffling_keeps_every_item() -> None:
    items = list(range(50))
    shuffled = Draws("shuffle").shuffled(items)
    assert shuffled != items
    assert sorted(shuffled) == items


def test_fractions_are_added_from_left_to_right() -> None:
    assert added([0.1] * 10) == 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1
