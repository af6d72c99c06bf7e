"""Keyed values find equal things within an authority, and say nothing elsewhere."""

import base64

import pytest
from pytest_django import Settings

from muster.portal.foundation.crypto import SearchKind, crossing_key, search_key, vault_of
from muster.portal.foundation.crypto.environment_keys import environment_keys
from muster.portal.foundation.crypto.renewing import renew_key, rewrap_keys
from tests.portal.crypto.keys import OTHER, OWNER, pair, use_keys

UPN = "A330200125001"
pytestmark = pytest.mark.django_db


def test_equal_texts_have_equal_keys() -> None:
    assert search_key(OWNER, SearchKind.UPN, UPN) == search_key(OWNER, "upn", UPN)


def test_a_key_is_22_characters() -> None:
    assert len(search_key(OWNER, SearchKind.UPN, UPN)) == 22


def test_no_text_has_no_key() -> None:
    assert search_key(OWNER, SearchKind.UPN, "") == ""
    assert crossing_key(SearchKind.UPN, "") == ""


def test_kinds_do_not_meet() -> None:
    assert search_key(OWNER, SearchKind.UPN, UPN) != search_key(OWNER, SearchKind.NAME_AND_BIRTH, UPN)


def test_authorities_do_not_meet() -> None:
    assert search_key(OWNER, SearchKind.UPN, UPN) != search_key(OTHER, SearchKind.UPN, UPN)


def test_the_crossing_key_is_no_authoritys() -> None:
    crossing = crossing_key(SearchKind.UPN, UPN)
    assert crossing not in (search_key(OWNER, SearchKind.UPN, UPN), search_key("instance", SearchKind.UPN, UPN))


def test_names_in_any_script_have_keys() -> None:
    assert search_key(OWNER, SearchKind.NAME_AND_BIRTH, "ਸਿੰਘzqx|\udc80|2019-01-02")


def test_search_keys_outlive_both_renewals(settings: Settings) -> None:
    before = search_key(OWNER, SearchKind.UPN, UPN), crossing_key(SearchKind.UPN, UPN)
    current = environment_keys().current
    old = f"{current}:{_encoded()}"
    use_keys(settings, pair("new", 7), old)
    rewrap_keys()
    renew_key(OWNER)
    use_keys(settings, pair("new", 7))
    assert (search_key(OWNER, SearchKind.UPN, UPN), crossing_key(SearchKind.UPN, UPN)) == before


def test_a_fingerprint_tells_contents_apart() -> None:
    vault = vault_of(OWNER)
    assert (
        vault.fingerprint("content", b"a") == vault.fingerprint("content", b"a") != vault.fingerprint("content", b"b")
    )


def _encoded() -> str:
    keys = environment_keys()
    return base64.b64encode(keys.key(keys.current)).decode()
