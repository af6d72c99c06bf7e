"""What an officer does about one school's return beside questions and accepting: waive, act for it, put right."""

from functools import partial

from muster.portal.collecting.actions import Waiving, end_waiver, waive
from muster.portal.returns.actions.acting import begin_acting, end_acting
from muster.portal.returns.actions.identities import correct_identity
from muster.portal.returns.models import Acting, Result
from tests.everything.example import Call, Example
from tests.portal.collected import acting, collect
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season

WAIVING = Waiving("R01", "Agreed for this year.", "Olu Okafor")


def _waive(season: Season) -> Call:
    return partial(waive, acting(season.officer), collect(season).request, WAIVING)


def _end_waiver(season: Season) -> Call:
    made = waive(acting(season.officer), collect(season).request, WAIVING)
    return partial(end_waiver, acting(season.officer), made, made.revision)


def _begin(season: Season) -> Call:
    return partial(begin_acting, acting(season.officer), collect(season).request, Acting.How.EMAIL, "The head asked.")


def _end(season: Season) -> Call:
    request = collect(season).request
    begin_acting(acting(season.officer), request, Acting.How.EMAIL, "The head asked.")
    return partial(end_acting, acting(season.officer), request)


def _identity(season: Season) -> Call:
    collected = collect(season)
    collected.send()
    confirmed(collected)
    pupil = Result.objects.get(place=0).public_id
    seen = collected.school_return().revision
    wished = {"forename": "Adah"}
    return partial(
        correct_identity, acting(season.officer), collected.request, seen, pupil, wished, "As on the certificate."
    )


EXAMPLES = {
    "collecting.actions.waiving.waive": Example(_waive, ("rule.waived",)),
    "collecting.actions.waiving.end_waiver": Example(_end_waiver, ("rule.asked_again",)),
    "returns.actions.acting.begin_acting": Example(_begin, ("acting.begun",)),
    "returns.actions.acting.end_acting": Example(_end, ("acting.ended",)),
    "returns.actions.identities.correct_identity": Example(
        _identity, ("pupils.identified", "return.identity_corrected")
    ),
}
