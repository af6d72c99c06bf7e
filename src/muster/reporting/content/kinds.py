"""Kinds of outcome: what a bar's pieces and a short table's columns are."""

from muster.charts import Piece
from muster.measures import Form
from muster.reporting.content.figures import SchoolFigures

Kinds = dict[Piece, tuple[str, ...]]
"""The kinds, each with the codes that it counts."""

WITHOUT = Piece("No judgement", "plain")


def kinds_of(figures: SchoolFigures) -> Kinds:
    """The pieces of a bar, each with the codes that it counts: PK and EM apart where they lead."""
    framework = figures.framework
    without = (*framework.absent, *framework.outside, "")
    if figures.form is Form.SPECIAL:
        fills = ("solid", "slant", "dots", "level", "cross")
        low = {Piece(code, fill): (code,) for code, fill in zip(reversed(framework.pre_key_stage), fills, strict=True)}
        high = tuple(code for code in framework.scale if code not in framework.pre_key_stage)
        return low | {Piece("WTS or above", "upright"): high, WITHOUT: without}
    return {
        Piece("GDS", "solid"): ("GDS",),
        Piece("EXS", "slant"): ("EXS",),
        Piece("WTS", "dots"): ("WTS",),
        Piece("PK or EM", "cross"): framework.pre_key_stage,
        Piece("HNM", "level"): ("HNM",),
        WITHOUT: without,
    }
