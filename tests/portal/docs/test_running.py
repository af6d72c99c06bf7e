"""The page on running the portal says what is there."""

import re

import msgspec
import pytest

from muster.portal.config.environment import _NEEDED, Environment
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(MUSTER_\w+)` \|.*\| (.*?) \|$", PAGE, re.MULTILINE))
FIELDS = {f"MUSTER_{field.name.upper()}": field for field in msgspec.structs.fields(Environment)}


def test_the_page_has_every_variable_and_no_other() -> None:
    assert list(ROWS) == list(FIELDS)


def test_the_variables_that_are_needed_are_said_to_be() -> None:
    assert {name for name, otherwise in ROWS.items() if otherwise == "needed"} == set(_NEEDED)


@pytest.mark.parametrize(
    "name", ["MUSTER_DATA", "MUSTER_HOSTS", "MUSTER_ADDRESS", "MUSTER_MAIL_FROM", "MUSTER_PROXIES"]
)
def test_what_holds_otherwise_is_what_the_page_says(name: str) -> None:
    default = FIELDS[name].default
    for part in default if isinstance(default, tuple) else [default]:
        assert str(part) in ROWS[name]
