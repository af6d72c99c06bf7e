"""What leaves: a roll's file, and pupils who are erased."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.foundation import files
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.pupils.models import Child, Identity
from muster.portal.rolls.actions import erase_pupils, forget_source, load_roll
from muster.portal.rolls.models import ExpectedPupil, RollLoad
from muster.portal.rolls.reads import expected_of
from muster.records import Roll
from tests.portal.rolls.made_up import ADA, ALL, CENSUS_DAY, OFFICER, collection_of, load
from tests.portal.season import Season, make_season


@pytest.fixture
def collection(season: Season) -> Collection:
    return collection_of(season.authority)


def with_source(collection: Collection) -> RollLoad:
    with files.keeping(collection.authority.public_id, b"the file") as source:
        return load_roll(OFFICER, collection, Roll(CENSUS_DAY, ALL), source=source).load


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_file_is_gone_and_its_load_stays() -> None:
    collection = collection_of(make_season().authority)
    loaded = with_source(collection)
    name, sha256 = loaded.source, loaded.source_sha256
    forget_source(OFFICER, loaded)
    forget_source(OFFICER, loaded)
    with pytest.raises(files.FileMissing):
        files.get(collection.authority.public_id, name)
    kept = RollLoad.objects.get(pk=loaded.pk)
    assert (kept.source, kept.source_sha256, kept.pupils) == ("", sha256, 3)


def test_a_file_is_deleted_only_when_that_is_recorded(collection: Collection) -> None:
    loaded = with_source(collection)
    name = loaded.source
    forget_source(OFFICER, loaded)
    assert files.get(collection.authority.public_id, name) == b"the file"


def test_an_erased_pupil_is_on_no_roll_and_has_no_identity(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    child = ExpectedPupil.objects.get(sen="K").child
    assert erase_pupils(OFFICER, season.authority, [child]) == 1
    roll = expected_of(EVERYTHING, collection, season.school)
    assert roll is not None
    assert ADA not in roll.entries
    assert Identity.objects.get(child=child).erased_at is not None
    assert Child.objects.filter(pk=child.pk).exists()


def test_erasing_records_counts(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    erase_pupils(OFFICER, season.authority, list(Child.objects.all()))
    assert Event.objects.get(verb="roll.pupils_erased").facts == {"pupils": 3}
    assert Event.objects.get(verb="pupils.erased").facts == {"children": 3, "identities": 3}


def test_another_authority_erases_none_of_ours(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    assert erase_pupils(OFFICER, season.twin.authority, list(Child.objects.all())) == 0
    assert ExpectedPupil.objects.count() == 3
