"""The page on the portal's ground names what is there."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "ground.md").read_text(encoding="utf-8")
PORTAL = ROOT / "src" / "muster" / "portal"
FILES = sorted(set(re.findall(r"`((?:[\w]+/)+\w+\.(?:py|toml))`", PAGE)))


@pytest.mark.parametrize("name", FILES)
def test_the_files_that_are_named_are_there(name: str) -> None:
    assert (PORTAL / name).exists() or (ROOT / name).exists()


def test_the_order_of_the_apps_is_the_one_that_is_held() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [one["layers"] for one in contracts if one.get("containers") == ["muster.portal"]]
    held = [[part.strip(" ()") for part in layer.split("|")] for layer in layers]
    drawn = PAGE.split("## The order of the apps")[1].split("```")[1].split("---")[0].strip().splitlines()
    assert [re.findall(r"^ *(\w+)(?: \| (\w+))?", line)[0] for line in drawn] == [
        (layer[0], layer[1] if len(layer) > 1 else "") for layer in held
    ]
