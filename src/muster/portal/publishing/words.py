"""What is written about reports, in words."""

import tomllib
from functools import cache
from importlib.resources import files


def said(key: str, **facts: str | int) -> str:
    """The sentence with its facts; raises KeyError where there is none."""
    return _sentences()[key].format(**facts)


@cache
def _sentences() -> dict[str, str]:
    text = (files("muster.portal.publishing") / "sentences.toml").read_text(encoding="utf-8")
    return {key: str(text) for key, text in tomllib.loads(text).items()}
