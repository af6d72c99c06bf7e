"""Keys are renewed on record, and identities open as before."""

import base64

from pytest_django import Settings

from muster.portal.audit.models import Event
from muster.portal.foundation.crypto.environment_keys import environment_keys
from muster.portal.foundation.crypto.keyring import forget_keys
from muster.portal.foundation.models import DataKey
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.pupils.actions import renew, rewrap
from muster.portal.pupils.reads import open_identities
from tests.portal.crypto.keys import pair, use_keys
from tests.portal.pupils.made_up import ADA, OFFICER, identify_one
from tests.portal.season import Season


def test_identities_open_after_rewrapping_with_a_new_key_alone(season: Season, settings: Settings) -> None:
    identity = identify_one(season.authority, ADA)
    use_keys(settings, pair("new", 5), _current())
    assert rewrap(OFFICER) == 1
    use_keys(settings, pair("new", 5))
    assert open_identities(EVERYTHING, [identity.pk])[identity.pk].record == ADA
    assert identify_one(season.authority, ADA).pk == identity.pk


def test_rewrapping_is_on_the_instances_record(season: Season, settings: Settings) -> None:
    identify_one(season.authority, ADA)
    use_keys(settings, pair("new", 5), _current())
    rewrap(OFFICER)
    event = Event.objects.get(verb="keys.rewrapped")
    assert (event.chain, event.facts) == ("instance", {"data_keys": 1, "key": "new"})


def test_identities_open_and_are_found_after_a_further_data_key(season: Season) -> None:
    identity = identify_one(season.authority, ADA)
    assert renew(OFFICER, season.authority) == 2
    forget_keys()
    assert open_identities(EVERYTHING, [identity.pk])[identity.pk].record == ADA
    assert identify_one(season.authority, ADA).pk == identity.pk
    assert Event.objects.get(verb="keys.renewed").facts == {"version": 2}


def test_an_authority_that_has_closed_nothing_yet_gets_its_first(season: Season) -> None:
    assert renew(OFFICER, season.twin.authority) == 1
    assert DataKey.objects.get(owner=season.twin.authority.public_id).version == 1


def _current() -> str:
    keys = environment_keys()
    return f"{keys.current}:{base64.b64encode(keys.key(keys.current)).decode()}"
