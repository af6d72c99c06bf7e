"""Kinds of outcome: what a bar's pieces and a short table's columns are."""

from collections.abc import Iterator

from muster.charts import Piece
from muster.framework import Framework
from muster.measures import SubjectCounts
from muster.reporting.content.words import said

Kinds = dict[Piece, tuple[str, ...]]
"""The kinds, each with the codes that it counts."""

ABOVE = Piece("WTS or above", "upright")
WITHOUT = Piece("No judgement", "plain")


def kinds_of(framework: Framework, *, low_leads: bool) -> Kinds:
    """The pieces of a bar, each with the codes that it counts: PK and EM apart where they lead."""
    without = (*framework.absent, *framework.outside, "")
    if low_leads:
        fills = ("solid", "slant", "dots", "level", "cross")
        low = {Piece(code, fill): (code,) for code, fill in zip(reversed(framework.pre_key_stage), fills, strict=True)}
        high = tuple(code for code in framework.scale if code not in framework.pre_key_stage)
        return low | {ABOVE: high, WITHOUT: without}
    return {
        Piece("GDS", "solid"): ("GDS",),
        Piece("EXS", "slant"): ("EXS",),
        Piece("WTS", "dots"): ("WTS",),
        Piece("PK or EM", "cross"): framework.pre_key_stage,
        Piece("HNM", "level"): ("HNM",),
        WITHOUT: without,
    }


def kinds_in_words(framework: Framework, kinds: Kinds) -> Iterator[str]:
    """What each kind stands for; a kind that is called in words needs none."""
    for kind in kinds:
        if kind != WITHOUT:
            other = "above" if kind == ABOVE else "low"
            yield f"{kind.label}: {framework.meanings.get(kind.label) or said('kind', other)}"


def numbers_of(counts: SubjectCounts, kinds: Kinds) -> tuple[int, ...]:
    """How many pupils have each kind."""
    return tuple(counts.number(codes) for codes in kinds.values())
