"""Correcting on screen, and explaining."""

from functools import partial

from muster.portal.returns.actions.correcting import check_and_keep, write_cells
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.models import Finding
from tests.everything.example import Call, Example
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returns.correcting_by_hand import wish, write
from tests.portal.season import Season


def _sent(season: Season) -> Collected:
    collected = collect(season)
    collected.send(results_file(collected.entries, {1: {"maths": "A"}}))
    return collected


def _writing(season: Season) -> Call:
    collected = _sent(season)
    typed = [wish(collected, 1, "maths", "EXS"), wish(collected, 0, "surname", "Otherzqxname")]
    return partial(write_cells, acting(season.head), collected.request, 1, typed)


def _keeping(season: Season) -> Call:
    collected = _sent(season)
    write(collected, wish(collected, 1, "maths", "EXS"), wish(collected, 0, "surname", "Otherzqxname"))
    return partial(check_and_keep, acting(season.head), collected.request, 2)


def _explaining(season: Season) -> Call:
    collected = _sent(season)
    asked = [Finding.objects.get(rule="R08").public_id]
    return partial(explain, acting(season.head), collected.request, 2, asked, "other", "She was away, zqxsaid.")


EXAMPLES = {
    "returns.actions.correcting.write_cells": Example(_writing, ("worksheet.written",)),
    "returns.actions.correcting.check_and_keep": Example(_keeping, ("return.corrected", "pupils.identified")),
    "returns.actions.explaining.explain": Example(_explaining, ("return.explained",)),
}
