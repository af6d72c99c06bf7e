"""Why something may not be done: an id and facts; the sentence stands in a catalogue, as the rules' do."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import ParamSpec

Asked = ParamSpec("Asked")


class Refusal(Exception):
    """An action was refused. `sentence` tells the person what to do."""

    def __init__(self, refusal_id: str, **facts: str | int) -> None:
        super().__init__(refusal_id)
        self.id = refusal_id
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The refusal in plain words; raises KeyError where the catalogue has none."""
        return sentences()[self.id].format(**self.facts)


class Changed(Refusal):
    """Somebody else changed the thing in the meantime; facts `who` and `when` say who and when."""


def why_not(check: Callable[Asked, object], *args: Asked.args, **kwargs: Asked.kwargs) -> str:
    """Why the check refuses, in a sentence for the page that withholds the thing; "" where it does not."""
    try:
        check(*args, **kwargs)
    except Refusal as refusal:
        return refusal.sentence
    return ""


@cache
def sentences() -> dict[str, str]:
    """Every refusal's sentence by id."""
    text = (files("muster.portal.foundation") / "refusals.toml").read_text(encoding="utf-8")
    return {refusal: str(entry) for refusal, entry in tomllib.loads(text).items()}
