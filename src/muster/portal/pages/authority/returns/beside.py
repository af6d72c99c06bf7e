"""What a return holds: its figures beside last year's, and what is otherwise than in what was confirmed before."""

import msgspec

from muster.framework import Framework, load_framework
from muster.portal.pages.authority.returns.place import Place
from muster.portal.pages.returns.results.differences import Differences, differences
from muster.portal.pages.returns.results.figures import Figures, figures_of, measure_names
from muster.portal.returns.models import Confirmation, Version
from muster.portal.returns.reads.confirmations import confirmed_before, outcomes_of
from muster.portal.returns.reads.results import results_of
from muster.portal.rolls.reads import history_of


class Beside(msgspec.Struct, frozen=True):
    """The figures and the changes of a version. `before` is the confirmation of the version before, None for none."""

    framework: Framework
    figures: Figures
    names: dict[str, str]
    before: Confirmation | None
    changes: Differences | None


def beside(place: Place, version: Version) -> Beside:
    """What the version holds, beside what is held and what was confirmed before."""
    scope, framework = place.visit.scope, load_framework(place.collection.year)
    history = history_of(scope, place.school)
    outcomes = outcomes_of(scope, version, here_alone=True)
    figures = figures_of(framework, place.school, outcomes, history, science=place.collection.science)
    before = confirmed_before(scope, place.school_return, version)
    changes = None
    if before is not None:
        subjects = tuple(figures.counts.subjects)
        changes = differences(results_of(scope, before.version), results_of(scope, version), subjects)
    return Beside(framework, figures, measure_names(framework), before, changes)
