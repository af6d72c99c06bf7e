"""The environment's keys: read, rotated, lost; and data keys that a transaction made and undid."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from muster.portal.foundation.crypto import KeyFault, Unreadable, check_keys, seal, unseal
from muster.portal.foundation.crypto.environment_keys import environment_keys, read_keys
from muster.portal.foundation.crypto.keyring import LIMIT, forget_keys, keyring_of
from muster.portal.foundation.crypto.keyring import _kept as kept
from muster.portal.foundation.crypto.renewing import renew_key, rewrap_keys
from muster.portal.foundation.models import DataKey
from tests.portal.crypto.keys import OTHER, OWNER, pair, use_keys

ABOUT = b"a test"
OLD, NEW = pair("2026a", 1), pair("2026b", 2)
pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Stands for whatever goes wrong in a transaction."""


def test_the_first_key_is_the_current_one() -> None:
    keys = read_keys(f"{NEW}, {OLD}")
    assert keys.current == "2026b"
    assert set(keys.keys) == {"2026a", "2026b"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        "no-colon",
        "a:",
        ":" + "A" * 43 + "=",
        "a:AAAA",
        "a:not base64!",
        f"{OLD},{OLD}",
        "a b:" + "A" * 43 + "=",
        "é:" + "A" * 43 + "=",
    ],
)
def test_what_is_no_list_of_keys_is_refused(text: str) -> None:
    with pytest.raises(KeyFault):
        read_keys(text)


def test_a_refused_list_of_keys_does_not_show_a_key() -> None:
    with pytest.raises(KeyFault) as refused:
        read_keys("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    assert "AAECAw" not in str(refused.value)


def test_neither_keys_nor_a_keyring_show_themselves(settings: Settings) -> None:
    use_keys(settings, OLD)
    ring = keyring_of(OWNER)
    shown = f"{ring!r} {ring} {environment_keys()!r}"
    secrets = [ring.search, ring.crossing, *ring.encryption.values(), *environment_keys().keys.values()]
    assert not [secret for secret in secrets if str(secret)[2:-1] in shown]
    assert "2026a" in shown


def test_data_opens_after_the_environments_key_is_rotated(settings: Settings) -> None:
    use_keys(settings, OLD)
    sealed = seal(OWNER, b"text", ABOUT)
    use_keys(settings, NEW, OLD)
    assert unseal(OWNER, sealed, ABOUT) == b"text"


def test_after_rewrapping_the_old_key_may_go(settings: Settings) -> None:
    use_keys(settings, OLD)
    sealed = seal(OWNER, b"text", ABOUT)
    seal(OTHER, b"text", ABOUT)
    use_keys(settings, NEW, OLD)
    assert rewrap_keys() == 2
    use_keys(settings, NEW)
    check_keys()
    assert unseal(OWNER, sealed, ABOUT) == b"text"


def test_rewrapping_twice_changes_nothing(settings: Settings) -> None:
    use_keys(settings, OLD)
    seal(OWNER, b"text", ABOUT)
    use_keys(settings, NEW, OLD)
    rewrap_keys()
    rows = list(DataKey.objects.values_list("key_id", "wrapped"))
    assert rewrap_keys() == 0
    assert list(DataKey.objects.values_list("key_id", "wrapped")) == rows


def test_rewrapping_without_the_old_key_changes_nothing(settings: Settings) -> None:
    use_keys(settings, OLD)
    seal(OWNER, b"text", ABOUT)
    use_keys(settings, NEW)
    with pytest.raises(KeyFault):
        rewrap_keys()
    assert DataKey.objects.get().key_id == "2026a"


def test_a_lost_key_is_told_at_start_by_its_id(settings: Settings) -> None:
    use_keys(settings, OLD)
    seal(OWNER, b"text", ABOUT)
    use_keys(settings, NEW)
    with pytest.raises(KeyFault, match=r"'2026a' is not in MUSTER_KEYS.*Put it back"):
        check_keys()


def test_another_key_under_the_same_id_is_told_at_start(settings: Settings) -> None:
    use_keys(settings, OLD)
    seal(OWNER, b"text", ABOUT)
    use_keys(settings, pair("2026a", 9))
    with pytest.raises(KeyFault, match="'2026a' in MUSTER_KEYS does not open"):
        check_keys()


def test_a_lost_key_never_gives_garbage(settings: Settings) -> None:
    use_keys(settings, OLD)
    sealed = seal(OWNER, b"text", ABOUT)
    use_keys(settings, NEW)
    with pytest.raises(KeyFault):
        unseal(OWNER, sealed, ABOUT)


def test_a_lost_key_never_has_a_second_one_made(settings: Settings) -> None:
    use_keys(settings, OLD)
    seal(OWNER, b"text", ABOUT)
    use_keys(settings, NEW)
    with pytest.raises(KeyFault):
        seal(OWNER, b"more", ABOUT)
    assert DataKey.objects.filter(owner=OWNER).count() == 1


def test_no_data_key_needs_no_key() -> None:
    check_keys()


def test_a_wrapped_key_of_another_owner_does_not_open(settings: Settings) -> None:
    use_keys(settings, OLD)
    seal(OWNER, b"text", ABOUT)
    seal(OTHER, b"text", ABOUT)
    DataKey.objects.filter(owner=OTHER).update(wrapped=DataKey.objects.get(owner=OWNER).wrapped)
    forget_keys()
    with pytest.raises(KeyFault):
        seal(OTHER, b"more", ABOUT)


def test_a_renewed_data_key_closes_and_the_older_still_opens() -> None:
    before = seal(OWNER, b"before", ABOUT)
    assert renew_key(OWNER) == 2
    forget_keys()
    after = seal(OWNER, b"after", ABOUT)
    assert (before[3:5], after[3:5]) == (b"\0\1", b"\0\2")
    assert (unseal(OWNER, before, ABOUT), unseal(OWNER, after, ABOUT)) == (b"before", b"after")


@pytest.mark.django_db(transaction=True)
def test_a_version_that_another_process_made_is_looked_for() -> None:
    seal(OWNER, b"text", ABOUT)
    old = keyring_of(OWNER)
    renew_key(OWNER)
    after = seal(OWNER, b"after", ABOUT)
    kept.put(old)
    assert unseal(OWNER, after, ABOUT) == b"after"
    forget_keys()


def test_a_version_that_nobody_made_opens_nothing() -> None:
    sealed = bytearray(seal(OWNER, b"text", ABOUT))
    sealed[4] = 9
    with pytest.raises(Unreadable, match="does not hold"):
        unseal(OWNER, bytes(sealed), ABOUT)


@pytest.mark.django_db(transaction=True)
def test_a_data_key_that_was_undone_closes_nothing_more() -> None:
    forget_keys()
    with suppress(Undone), transaction.atomic():
        seal(OWNER, b"lost", ABOUT)
        raise Undone
    sealed = seal(OWNER, b"kept", ABOUT)
    forget_keys()
    assert unseal(OWNER, sealed, ABOUT) == b"kept"
    forget_keys()


@pytest.mark.django_db(transaction=True)
def test_an_opened_key_is_kept_in_the_process() -> None:
    seal(OWNER, b"text", ABOUT)
    with connection.execute_wrapper(_no_queries):
        seal(OWNER, b"text", ABOUT)
    forget_keys()


@pytest.mark.django_db(transaction=True)
def test_only_so_many_keys_are_kept() -> None:
    forget_keys()
    for number in range(LIMIT + 1):
        seal(f"owner{number:04}", b"text", ABOUT)
    assert kept.get("owner0000") is None
    assert kept.get(f"owner{LIMIT:04}") is not None
    forget_keys()


def _no_queries(*_: object) -> None:
    raise AssertionError("the database was asked")
