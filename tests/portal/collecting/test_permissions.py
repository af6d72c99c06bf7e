"""Who may collect, and who may say whether a school takes part."""

import pytest

from muster.portal.collecting.permissions import can_collect, can_say_whether, check_collect, check_say_whether
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.access import access_of
from tests.portal.season import Season


@pytest.mark.parametrize(
    ("who", "may"),
    [("officer", True), ("adviser", False), ("operator", False), ("head", False), ("twin_officer", False)],
)
def test_officers_collect_for_their_own_authority(season: Season, who: str, may: bool) -> None:
    assert can_collect(access_of(getattr(season, who)), season.authority) is may


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("head", True),
        ("officer", True),
        ("sender", False),
        ("reader", False),
        ("adviser", False),
        ("other_head", False),
        ("twin_officer", False),
        ("twin_head", False),
    ],
)
def test_the_head_or_an_officer_says_whether_a_school_takes_part(season: Season, who: str, may: bool) -> None:
    assert can_say_whether(access_of(getattr(season, who)), season.school) is may


def test_nobody_may_do_either(season: Season) -> None:
    with pytest.raises(Refusal):
        check_collect(access_of(None), season.authority)
    with pytest.raises(Refusal):
        check_say_whether(access_of(None), season.school)
