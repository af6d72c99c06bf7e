"""Names are those of many languages, plain ones, and can carry a canary."""

import unicodedata

import pytest

from muster.formats.names import fold, is_plain_name
from muster.synthesis import CANARY
from muster.synthesis.draws import Draws
from muster.synthesis.names import Community, communities, with_canary

ALL = [pytest.param(community, id=community.key) for community in communities()]


@pytest.mark.parametrize("community", ALL)
def test_every_name_holds_only_what_names_hold(community: Community) -> None:
    surnames = [name for pair in community.surnames for name in pair]
    odd = [name for name in (*surnames, *community.girls, *community.boys) if not is_plain_name(name) or not fold(name)]
    assert odd == []


@pytest.mark.parametrize("community", ALL)
def test_every_name_is_written_in_composed_characters(community: Community) -> None:
    names = [*(name for pair in community.surnames for name in pair), *community.girls, *community.boys]
    assert [name for name in names if unicodedata.normalize("NFC", name) != name] == []


def test_a_girl_bears_the_form_for_girls() -> None:
    polish = next(community for community in communities() if community.key == "polish")
    assert ("Kowalski", "Kowalska") in polish.surnames


def test_english_surnames_are_also_put_together() -> None:
    english, draws = communities()[0], Draws("surnames")
    drawn = {english.surname(draws)[0] for _ in range(3000)}
    assert len(drawn) > 1000


def test_names_hold_diacritics_apostrophes_hyphens_and_other_scripts() -> None:
    names = {name for community in communities() for name in (*community.girls, *community.boys)}
    names |= {name for community in communities() for pair in community.surnames for name in pair}
    assert {"Zoë", "O’Brien", "O'Brien", "Anna-Maria", "王", "নুসরাত"} <= names


@pytest.mark.parametrize("surname", ["Okafor", "王", "O'Brien", "Li"])
def test_the_canary_goes_into_any_surname(surname: str) -> None:
    marked = with_canary(surname)
    assert CANARY in marked
    assert marked.replace(CANARY, "") == surname
