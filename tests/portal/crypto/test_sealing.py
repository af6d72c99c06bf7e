"""What is closed opens again for the same authority and purpose alone, and never as anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.portal.foundation.crypto import Unreadable, Vault, seal, unseal
from muster.portal.foundation.crypto.keyring import Keyring
from tests.portal.crypto.keys import OTHER, OWNER

CONTENT = b"Okazqxfor"
ABOUT = b"identity|bcdfghjkmnpqrstv"

VAULT = Vault(Keyring(OWNER, 1, {1: bytes(range(32))}, b"s" * 32, b"c" * 32))
OTHERS = Vault(Keyring(OTHER, 1, {1: bytes(range(32))}, b"s" * 32, b"c" * 32))


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """A changed version byte has the keys looked for in the database."""


@given(content=st.binary(max_size=2000), about=st.binary(max_size=60))
def test_what_is_closed_opens_again(content: bytes, about: bytes) -> None:
    sealed = VAULT.seal(content, about)
    assert VAULT.unseal(sealed, about) == content
    assert len(sealed) == len(content) + 33


@given(content=st.binary(max_size=200), place=st.integers(min_value=0), mask=st.integers(1, 255))
def test_a_changed_byte_anywhere_opens_nothing(content: bytes, place: int, mask: int) -> None:
    sealed = bytearray(VAULT.seal(content, ABOUT))
    sealed[place % len(sealed)] ^= mask
    with pytest.raises(Unreadable):
        VAULT.unseal(bytes(sealed), ABOUT)


@pytest.mark.parametrize("length", range(len(CONTENT) + 33))
def test_a_cut_text_opens_nothing(length: int) -> None:
    with pytest.raises(Unreadable):
        VAULT.unseal(VAULT.seal(CONTENT, ABOUT)[:length], ABOUT)


@given(junk=st.binary(max_size=120))
def test_no_bytes_open_by_chance(junk: bytes) -> None:
    with pytest.raises(Unreadable):
        VAULT.unseal(junk, ABOUT)


@given(one=st.binary(max_size=40), other=st.binary(max_size=40))
def test_nothing_opens_for_another_purpose(one: bytes, other: bytes) -> None:
    sealed = VAULT.seal(CONTENT, one)
    if one != other:
        with pytest.raises(Unreadable):
            VAULT.unseal(sealed, other)


def test_nothing_opens_for_another_owner_even_with_the_same_key() -> None:
    with pytest.raises(Unreadable):
        OTHERS.unseal(VAULT.seal(CONTENT, ABOUT), ABOUT)


def test_two_authorities_have_keys_of_their_own() -> None:
    with pytest.raises(Unreadable):
        unseal(OTHER, seal(OWNER, CONTENT, ABOUT), ABOUT)


def test_the_same_text_is_closed_differently_each_time() -> None:
    assert VAULT.seal(CONTENT, ABOUT) != VAULT.seal(CONTENT, ABOUT)


def test_nothing_of_the_text_shows() -> None:
    assert CONTENT not in seal(OWNER, CONTENT * 20, ABOUT)


def test_bytes_as_the_database_gives_them_open() -> None:
    assert unseal(OWNER, memoryview(seal(OWNER, CONTENT, ABOUT)), ABOUT) == CONTENT
