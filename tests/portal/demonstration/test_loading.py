"""The demonstration is loaded once, whole, through the actions, and never beside real data."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management.utils import get_random_secret_key

from muster.portal.collecting.models import Collection
from muster.portal.collecting.states import State, is_late, state_of
from muster.portal.demonstration import loading
from muster.portal.demonstration.actions import PASSWORD, open_accounts
from muster.portal.demonstration.loading import load
from muster.portal.demonstration.tables import Size
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority, Person, School
from muster.portal.outbox.models import Mail
from muster.portal.rolls.models import ExpectedPupil
from tests.portal.demonstration.conftest import real_authority

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [datetime(2026, 5, 11, 9, tzinfo=UTC), datetime(2027, 2, 3, 9, tzinfo=UTC)])
def test_the_collection_is_open_whatever_the_day(demonstration: None, files: Path, today: datetime) -> None:
    with clock.at(today):
        collection = Collection.objects.get(authority=load(files), kind="ks1")
        assert (state_of(collection), is_late(collection)) == (State.OPEN, False)
    assert collection.deadline.astimezone(clock.LONDON).strftime("%A %H:%M") == "Friday 23:59"


def test_stopped_half_way_nothing_is_there(demonstration: None, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "ask_schools", stop)
    with pytest.raises(KeyboardInterrupt):
        load(files)
    assert not any(model.objects.exists() for model in (Authority, Person, ExpectedPupil, Mail))


def test_outside_demonstration_mode_nothing_is_loaded(db: None, files: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        load(files)
    assert refusal.value.sentence.startswith("This portal is not a demonstration")
    assert not Authority.objects.exists()


def test_beside_a_real_authority_nothing_is_loaded(demonstration: None, files: Path) -> None:
    real_authority()
    with pytest.raises(Refusal) as refusal:
        load(files)
    assert "This database holds Realshire" in refusal.value.sentence
    assert Authority.objects.count() == 1


def test_the_password_is_given_to_nobody_outside_the_demonstration(db: None) -> None:
    real = real_authority()
    person = Person.objects.create(email="a@b.example", name="A Okazqxfor", password=get_random_secret_key())
    with pytest.raises(Refusal):
        open_accounts(real, [person])
    assert not check_password(PASSWORD, Person.objects.get(pk=person.pk).password)


def test_files_are_made_where_there_are_none(demonstration: None, tmp_path: Path) -> None:
    told: list[str] = []
    folder = tmp_path / "authority"
    (tmp_path / "authority.unfinished").mkdir()
    made = load(folder, Size(schools=2, pupils=12), lambda what, done, of: told.append(what))
    assert School.objects.filter(authority=made).count() == 2
    assert len(list((folder / "returns").iterdir())) == 2
    assert list(dict.fromkeys(told)) == [
        "Making up schools, pupils and files",
        "Adding head teachers",
        "Loading the roll",
        "Asking schools",
        "Schools sending their results",
        "Keeping it",
    ]
