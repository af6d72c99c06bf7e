"""Why two claims are taken for one child, in words; nothing said names a school or a pupil."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def reasons() -> dict[str, str]:
    """Every reason and its sentence."""
    text = (files("muster.likeness") / "reasons.toml").read_text(encoding="utf-8")
    return {reason: str(words) for reason, words in tomllib.loads(text).items()}


def in_words(given: Iterable[str]) -> str:
    """The reasons as sentences, in the order given; raises KeyError for one that there is not."""
    return " ".join(f"{reasons()[reason]}." for reason in given)
