"""What has become of the demonstration's pupils in two places: a case in every state, through the actions of pages."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import cycle

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.demonstration.people import heads_of
from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
from muster.portal.duplicates.actions.asking import ask
from muster.portal.duplicates.actions.deciding import Decision, decide, not_same
from muster.portal.duplicates.actions.looking import look, look_at_names
from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.models import Ask, Case
from muster.portal.duplicates.reads.cases import cases_of
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.pupil_answers import Answer, answer_pupils
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import PupilAnswer, Return

_ASKED = "Please look the pupil up in your admission register, and tell us the days that stand there."
_ANSWERED = "These are the days in our admission register."
_AGREED = "Both schools have told us on the telephone, and agree."
_TWO_CHILDREN = "They are cousins: both schools have seen the birth certificates."
_BEFORE = timedelta(days=24)
_ANSWER_IN = timedelta(days=7)
_NAMES = (Case.Kind.SAME_NAME, Case.Kind.NEAR_NAME)


class _Settling(msgspec.Struct, frozen=True):
    """The officer at work, the heads by the school's key, and the pupils' first day at their new schools."""

    officer: Actor
    heads: dict[int, Actor]
    moved: date

    def ask(self, view: CaseView) -> None:
        """Ask both schools."""
        sides = [one.side.public_id for one in view.claims]
        ask(self.officer, view.case, view.case.revision, sides, _ASKED, clock.today() + _ANSWER_IN)

    def answer(self, view: CaseView) -> None:
        """Ask both schools, which both answer."""
        self.ask(view)
        for claim in view.claims:
            waiting = Ask.objects.select_related("side__request__school", "authority").get(side=claim.side)
            came = not claim.expected
            said = OwnAnswer(
                entry=self.moved if came else claim.entry.day,
                leaving=None if came else self.moved - timedelta(days=1),
                view=Ask.View.OURS if came else Ask.View.NOT_OURS,
                text=_ANSWERED,
            )
            answer_ask(self.heads[claim.school.pk], waiting, waiting.revision, said)

    def settle(self, view: CaseView) -> None:
        """Decide for the school that the pupil came to."""
        came = next((one for one in view.claims if not one.expected), view.claims[-1])
        decide(self.officer, view.case, view.case.revision, Decision(came.school.public_id, _AGREED))

    def part(self, view: CaseView) -> None:
        """Find that they are two children."""
        not_same(self.officer, view.case, view.case.revision, _TWO_CHILDREN)

    def protect(self, view: CaseView) -> None:
        """Protect one of the pupils."""
        child = Child.objects.get(pk=view.claims[0].side.child_id)
        protect(self.officer, child, child.revision)

    def say(self, view: CaseView) -> None:
        """Let the schools say on Your pupils when the pupil left, and came, where they may still say anything."""
        for claim in view.claims:
            if claim.is_sent and not claim.expected:
                self._say(claim, PupilAnswer.Kind.JOINED, self.moved)
            elif claim.expected:
                self._say(claim, PupilAnswer.Kind.LEFT, self.moved - timedelta(days=1))

    def _say(self, claim: Claim, kind: PupilAnswer.Kind, day: date) -> None:
        request = claim.side.request
        said = Answer(child=claim.side.child.public_id, kind=kind, day=day, elsewhere="authority")
        seen = Return.objects.values_list("revision", flat=True).get(request=request)
        answer_pupils(self.heads[claim.school.pk], request, seen, [said])


def _wait(_view: CaseView) -> None:
    """Nobody has done anything about it yet."""


def settle_pupils(collection: Collection, schools: Sequence[School], officer: Actor) -> None:
    """Go through what schools have sent, and bring the cases that it opens into every state in turn."""
    look(collection)
    look_at_names(collection)
    work = _Settling(officer, heads_of(schools), collection.test_period_from - _BEFORE)
    of_one, of_names, elsewhere = _open_cases(collection)
    for views, stories in (
        (of_one, (work.answer, work.settle, work.protect, work.say, _wait, work.ask)),
        (of_names, (work.part, _wait, _wait, work.ask, _wait, _wait)),
        (elsewhere, (work.say, _wait)),
    ):
        _tell(views, stories)


def _tell(views: Sequence[CaseView], stories: Sequence[Callable[[CaseView], None]]) -> None:
    for view, story in zip(views, cycle(stories), strict=False):
        story(view)


def _open_cases(collection: Collection) -> tuple[list[CaseView], list[CaseView], list[CaseView]]:
    """The cases of pupils who surely are one child, of those with like names, and of those expected elsewhere.

    Those of two schools alone whose returns are not accepted: these say nothing more of their pupils.
    """
    scope = Scope(Level.AUTHORITY, collection.authority.public_id)
    views = [one for one in cases_of(scope, collection) if _is_plain(one)]
    names = [one for one in views if one.case.kind in _NAMES]
    elsewhere = [one for one in views if one.case.kind == Case.Kind.ELSEWHERE]
    return [one for one in views if one not in (*names, *elsewhere)], names, elsewhere


def _is_plain(view: CaseView) -> bool:
    accepted = {one.school_return.in_force for one in view.claims if one.school_return} & {InForce.ACCEPTED}
    return not accepted and len({one.school.pk for one in view.claims}) == len(view.claims) == _PAIR


_PAIR = 2
