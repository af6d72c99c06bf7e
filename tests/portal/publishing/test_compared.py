"""What makes a final report another where its school's results did not change: what they are compared with."""

import pytest
from msgspec.structs import replace

from muster.framework import load_framework
from muster.portal.collecting.models import Collection
from muster.portal.publishing.compared import digest_of
from muster.reporting.content import published
from tests.portal.publishing.given import FINAL, accepted_schools, finals, run
from tests.portal.season import Season

pytestmark = pytest.mark.usefixtures("quick_pdfs")


def test_the_order_of_figures_makes_no_other_report() -> None:
    national = published(load_framework(2026), "England")
    turned = replace(national, figures=dict(reversed(national.figures.items())))
    assert digest_of([national]) == digest_of([turned])


def test_another_figure_makes_another() -> None:
    national = published(load_framework(2026), "England")
    fewer = replace(national, figures=dict(list(national.figures.items())[1:]))
    assert digest_of([national]) != digest_of([fewer])


def test_once_figures_are_opened_to_schools_the_next_run_makes_all_anew(season: Season) -> None:
    (collected,) = accepted_schools(season)
    run(collected)
    Collection.objects.update(practice={"benchmarks": "schools"})
    collected.collection.refresh_from_db()
    run(collected)
    assert len(finals(collected)) == 2 * len(FINAL)
