"""A case in words: how far it is, who submits and why, what is needed, what each school has to do."""

from calendar import monthrange
from collections.abc import Iterable, Mapping

from muster.movers import Need, Period, Source, Wanted, task_in_words
from muster.portal.duplicates.case_view import CaseState, CaseView
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.proposing import period_of

STATES = {
    CaseState.PROPOSED: "The rules say who submits",
    CaseState.UNCLEAR: "More must be known",
    CaseState.ASKED: "A school is asked",
    CaseState.ANSWERED: "A school has answered",
    CaseState.PROTECTED: "Protected: settle by hand",
    CaseState.AGREES: "Nothing to do",
    CaseState.SETTLED: "Settled",
    CaseState.NOT_SAME: "Not the same child",
    CaseState.GONE: "No longer in two places",
}
COLOURS = {
    CaseState.PROPOSED: "blue",
    CaseState.UNCLEAR: "yellow",
    CaseState.ASKED: "grey",
    CaseState.ANSWERED: "yellow",
    CaseState.PROTECTED: "red",
    CaseState.AGREES: "grey",
    CaseState.SETTLED: "green",
    CaseState.NOT_SAME: "grey",
    CaseState.GONE: "grey",
}
BECAUSE = {
    Source.MORE_DAYS: "the pupil changed school during the test period and was there for more of its days",
    Source.AFTER: "the pupil changed school after the test period and was there during it",
    Source.NOT_TAKING_PART: "the pupil came from a school that does not take part, or from home education",
    Source.EQUAL_DAYS: "the pupil was at both for as many days of the test period, and this school received the pupil",
    Source.BEFORE: "the pupil was there during the test period",
    Source.NOT_KNOWN: "no school is known to have submitted the pupil before",
    Source.ANOTHER_AUTHORITY: "a school in another English authority does",
    Source.DUAL: "the pupil is on the roll of two schools at once, and this registration is the one that counts",
    Source.WENT_ON: "the pupil went on to a school that does not take part",
    Source.NOBODY: "none that takes part had the pupil during the test period, or received the pupil after it",
    Source.DATES_UNKNOWN: "it depends on dates that are not known",
    Source.CONTRADICTION: "it depends on dates that contradict each other",
    Source.PARTICIPATION: "it is not clear whether a school takes part",
}
"""Why a school submits, or none does, to stand behind "because"."""
_NEEDED = {
    Wanted.ENTRY: "the first day at {schools}",
    Wanted.LEAVING: "the last day at {schools} (or that the pupil is still there)",
    Wanted.DATES: "which dates are right, those of {schools} contradict each other",
    Wanted.MAIN_SCHOOL: "which school the main registration is at, beside {schools}",
    Wanted.MAIN_ONE: "which registration is the main one, that at {schools}",
    Wanted.PARTICIPATION: "whether {schools} takes part",
    Wanted.OTHER_SCHOOL: "the name of the other school of which {schools} speaks",
}


def proposal_in_words(view: CaseView) -> str:
    """What the rules say of the case now, in one sentence."""
    proposal = view.proposal
    if proposal.needs:
        needed = _listed(needs_in_words(view))
        return f"The rules cannot say yet who submits. Needed is {needed}."
    who = view.proposed.school.name if view.proposed else "None of these schools"
    days = _days(view)
    return f"The rules say: {who} submits, because {BECAUSE[proposal.source]}{f' ({days})' if days else ''}."


def in_short(view: CaseView) -> str:
    """Who submits by the rules, or by what was decided, in a few words for a list."""
    if view.state is CaseState.SETTLED:
        return f"{view.case.submits.name} submits" if view.case.submits else "None of them submits"
    if view.state in (CaseState.NOT_SAME, CaseState.GONE):
        return ""
    if view.proposal.needs:
        return f"Needed: {_listed(needs_in_words(view))}"
    days = _days(view)
    who = f"{view.proposed.school.name} submits" if view.proposed else "None of them submits"
    return f"{who} ({days})" if days else who


def needs_in_words(view: CaseView) -> list[str]:
    """What is still to be found out, each as it stands behind "needed is"."""
    names = {one.school.number: one.school.name for one in view.claims}
    return [_need(one, names) for one in view.proposal.needs]


def tasks_in_words(view: CaseView, claim: Claim) -> str:
    """What the school has to do, as a sentence; "" where there is nothing."""
    tasks = [task_in_words(one) for one in view.tasks_of(claim)]
    return f"{', then '.join(tasks).capitalize()}." if tasks else ""


def in_the_period(period: Period) -> str:
    """The test period to stand behind a number of days: "in May" where it is that month."""
    last = monthrange(period.first.year, period.first.month)[1]
    whole = period.first.day == 1 and period.last == period.first.replace(day=last)
    return f"in {period.first:%B}" if whole else "in the test period"


def _days(view: CaseView) -> str:
    """The days of the school that submits against those of the others; "" where they are not known."""
    days, proposed = view.proposal.days, view.proposed
    others = [one for one in view.claims if one != proposed and one.school.number in days]
    if proposed is None or proposed.school.number not in days or not others:
        return ""
    own = days[proposed.school.number]
    against = [_against(one, days, is_alone=len(others) == 1) for one in others]
    when = in_the_period(period_of(view.case.collection))
    return f"{own} day{'' if own == 1 else 's'} {when} against {_listed(against)}"


def _against(claim: Claim, days: Mapping[str, int], *, is_alone: bool) -> str:
    number = str(days[claim.school.number])
    return number if is_alone else f"{number} at {claim.school.name}"


def _need(need: Need, names: Mapping[str, str]) -> str:
    schools = dict.fromkeys(names.get(one.school, one.school) for one in need.spells)
    return _NEEDED[need.what].format(schools=_listed(schools))


def _listed(parts: Iterable[str]) -> str:
    *most, last = list(parts)
    return f"{', '.join(most)} and {last}" if most else last
