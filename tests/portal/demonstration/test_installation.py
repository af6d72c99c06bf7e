"""The demonstration's keys: made once, for its owner's eyes, and never mixed with another installation's."""

import stat
from pathlib import Path

import pytest

from muster.portal.config.environment import read_environment
from muster.portal.demonstration.installation import make_environment, settle


def test_the_keys_are_what_the_portal_needs(tmp_path: Path) -> None:
    made = read_environment(make_environment(tmp_path / "environment"))
    assert made.demonstration
    assert len(made.secret) >= 50
    assert made.keys.startswith("demonstration:")


def test_the_keys_are_made_once(tmp_path: Path) -> None:
    assert make_environment(tmp_path / "environment") == make_environment(tmp_path / "environment")


def test_two_demonstrations_have_different_keys(tmp_path: Path) -> None:
    one, other = make_environment(tmp_path / "one"), make_environment(tmp_path / "other")
    assert {name for name in one if one[name] == other[name]} == {"MUSTER_DEMONSTRATION"}


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    make_environment(tmp_path / "environment")
    assert stat.S_IMODE((tmp_path / "environment").stat().st_mode) == 0o600


def test_what_a_killed_run_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "environment.unfinished").write_text("MUSTER_SECRET=half", encoding="utf-8")
    assert make_environment(tmp_path / "environment")["MUSTER_SECRET"] != "half"


@pytest.mark.parametrize("name", ["MUSTER_DATABASE", "MUSTER_MAIL", "MUSTER_KEYS", "MUSTER_HOSTS"])
def test_a_real_installations_environment_is_not_followed(tmp_path: Path, name: str) -> None:
    environment = {name: "real", "PATH": "/usr/bin"}
    settle(environment, tmp_path, 8000)
    assert environment.get(name) != "real"
    assert environment["PATH"] == "/usr/bin"


def test_its_data_and_address_are_its_own(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    settle(environment, tmp_path, 8042)
    said = read_environment(environment)
    assert (said.data, said.address) == (tmp_path / "portal", "http://127.0.0.1:8042")
