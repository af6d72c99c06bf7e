"""The counts at each code, as a table says them."""

import msgspec

from muster.framework import Framework
from muster.measures import Counts, Share


class OutcomeRow(msgspec.Struct, frozen=True):
    """One code ("" for no outcome), what it means, and by subject how many have it; None where it has no such code."""

    code: str
    meaning: str
    shares: tuple[Share | None, ...]


def outcomes_table(counts: Counts, framework: Framework) -> list[OutcomeRow]:
    """A row a code that somebody has, in the framework's order, those without an outcome last."""
    every = {*framework.absent, *framework.outside, ""}
    rows = []
    for code in (*framework.meanings, ""):
        shares = tuple(
            one.share(code) if code in every or code in one.codes else None for one in counts.subjects.values()
        )
        if any(share and share.part for share in shares):
            rows.append(OutcomeRow(code, framework.meanings.get(code, ""), shares))
    return rows
