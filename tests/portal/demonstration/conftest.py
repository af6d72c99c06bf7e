"""A small demonstration: some schools, enough for a trust with two of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from muster.portal.demonstration.loading import load
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.authorities import found_authority
from muster.portal.organisations.models import Authority
from muster.synthesis import synthesise

SCHOOLS, PUPILS, DUPLICATES = 18, 190, 0.3


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up authority's files; every surname carries the canary syllable."""
    folder = tmp_path_factory.mktemp("demonstration") / "authority"
    synthesise(folder, schools=SCHOOLS, pupils=PUPILS, seed=7, faults=0.02, duplicates=DUPLICATES, canary=True)
    return folder


@pytest.fixture
def demonstration(db: None, settings: LazySettings) -> None:
    """The portal in demonstration mode."""
    settings.DEMONSTRATION = True


@pytest.fixture(scope="module")
def loaded(files: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Authority]:
    """The demonstration, loaded once for a module; what its tests do to it is undone after each."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMONSTRATION=True):
            authority = load(files)
        yield authority
        transaction.set_rollback(True)


@pytest.fixture
def authority(loaded: Authority, demonstration: None) -> Authority:
    """The demonstration, loaded; in a module of tests that all begin with it."""
    return Authority.objects.get(pk=loaded.pk)


def real_authority() -> Authority:
    """An authority that no demonstration made."""
    return found_authority(SYSTEM, "331", "Realshire", "data@realshire.example")
