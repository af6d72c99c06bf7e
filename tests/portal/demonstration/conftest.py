"""A small demonstration: a dozen schools, enough for a trust with two of them."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from muster.portal.demonstration.loading import load
from muster.portal.organisations.models import Authority
from muster.synthesis import synthesise

SCHOOLS, PUPILS = 12, 130


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up authority's files; every surname carries the canary syllable."""
    folder = tmp_path_factory.mktemp("demonstration") / "authority"
    synthesise(folder, schools=SCHOOLS, pupils=PUPILS, seed=7, faults=0.02, canary=True)
    return folder


@pytest.fixture
def demonstration(db: None, settings: LazySettings) -> None:
    """The portal in demonstration mode."""
    settings.DEMONSTRATION = True


@pytest.fixture
def authority(demonstration: None, files: Path) -> Authority:
    """The demonstration, loaded."""
    return load(files)
