"""What is done about pupils in two places."""

from functools import partial

from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask, say_unasked
from muster.portal.duplicates.actions.asking import ask, withdraw_ask
from muster.portal.duplicates.actions.deciding import Decision, accept_proposals, decide, hold_decisions, not_same
from muster.portal.duplicates.actions.showing import hide_from_schools, show_to_schools
from muster.portal.duplicates.actions.undoing import undo
from muster.portal.duplicates.models import Ask, Case
from muster.portal.returns.actions.striking import lift, strike
from muster.portal.returns.models import Result, StruckClaim
from tests.everything.example import Call, Example
from tests.portal.collected import Collected, acting, collect
from tests.portal.duplicates.two_places import sent_case, settled_dates
from tests.portal.season import Season

CASE = "case"


def _strike(season: Season) -> Call:
    return _striking(season, collect(season))


def _lift(season: Season) -> Call:
    collected = collect(season)
    _striking(season, collected)()
    return partial(lift, acting(season.officer), collected.school_return(), CASE)


def _striking(season: Season, collected: Collected) -> Call:
    collected.send()
    child = Result.objects.select_related("child")[0].child
    return partial(strike, acting(season.officer), collected.school_return(), [child], CASE)


def _asking(season: Season) -> Call:
    places, case = sent_case(season)
    sides = [one.side.public_id for one in places.view(case).claims]
    return partial(ask, acting(season.officer), case, case.revision, sides, "When did she come?")


def _asked(season: Season) -> Ask:
    _asking(season)()
    return Ask.objects.select_related("side__case__collection", "authority").order_by("pk")[0]


def _decided(season: Season) -> Case:
    places, case = settled_dates(season)
    return decide(acting(season.officer), case, case.revision, Decision(places.first.school.public_id))


def _accepting(season: Season) -> Call:
    places, case = settled_dates(season)
    return partial(accept_proposals, acting(season.officer), places.first.collection, [(case.public_id, case.revision)])


def _holding(season: Season) -> Call:
    case = _decided(season)
    StruckClaim.objects.all().delete()
    return partial(hold_decisions, acting(season.officer), case.collection)


def _shown(season: Season) -> Case:
    _, case = sent_case(season)
    return show_to_schools(acting(season.officer), case, case.revision)


def _unasked(season: Season) -> Call:
    places, case = sent_case(season)
    side = places.view(case).claims[0].side
    side.case = case
    return partial(say_unasked, acting(season.head), side, OwnAnswer(view="ours", text="Here."))


EXAMPLES = {
    "duplicates.actions.asking.ask": Example(_asking, ("case.asked",)),
    "duplicates.actions.asking.withdraw_ask": Example(
        lambda s: partial(withdraw_ask, acting(s.officer), a := _asked(s), a.revision), ("case.ask_withdrawn",)
    ),
    "duplicates.actions.answering.answer_ask": Example(
        lambda s: partial(answer_ask, acting(s.head), a := _asked(s), a.revision, OwnAnswer(view="ours", text="Here.")),
        ("case.answered",),
    ),
    "duplicates.actions.answering.say_unasked": Example(_unasked, ("case.answered",)),
    "duplicates.actions.deciding.decide": Example(
        lambda s: partial(
            decide, acting(s.officer), c := sent_case(s)[1], c.revision, Decision(s.school.public_id, "Agreed.")
        ),
        ("case.decided", "claim.struck"),
    ),
    "duplicates.actions.deciding.accept_proposals": Example(
        _accepting, ("case.decided", "cases.accepted", "claim.struck")
    ),
    "duplicates.actions.deciding.not_same": Example(
        lambda s: partial(not_same, acting(s.officer), c := sent_case(s)[1], c.revision, "Twins."), ("case.not_same",)
    ),
    "duplicates.actions.deciding.hold_decisions": Example(_holding, ("cases.held", "claim.struck")),
    "duplicates.actions.undoing.undo": Example(
        lambda s: partial(undo, acting(s.officer), c := _decided(s), c.revision), ("case.undone", "claim.lifted")
    ),
    "duplicates.actions.showing.show_to_schools": Example(
        lambda s: partial(show_to_schools, acting(s.officer), c := sent_case(s)[1], c.revision), ("case.shown",)
    ),
    "duplicates.actions.showing.hide_from_schools": Example(
        lambda s: partial(hide_from_schools, acting(s.officer), c := _shown(s), c.revision), ("case.hidden",)
    ),
    "returns.actions.striking.strike": Example(_strike, ("claim.struck",)),
    "returns.actions.striking.lift": Example(_lift, ("claim.lifted",)),
}
