"""What the demonstration's schools have done already: some of every state, through the actions that their pages use."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

import msgspec

from muster.portal.collecting.models import Collection, Request
from muster.portal.demonstration.days import moment_of
from muster.portal.demonstration.people import executive_pair, heads_of, plain_school
from muster.portal.demonstration.tables import Progress, Sent, sent_files
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Role, School
from muster.portal.returns.acting import actor_for
from muster.portal.returns.actions import send_file
from muster.portal.returns.actions.accepting import Accepting, accept
from muster.portal.returns.actions.acting import begin_acting
from muster.portal.returns.actions.confirming import Signing, confirm, withdraw
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.actions.moderating import Asked, answer_question, send_back
from muster.portal.returns.actions.participation import decline
from muster.portal.returns.declarations import declarations
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Acting, Finding, Question, Return
from muster.portal.returns.reasons import reasons_for
from muster.records import Severity

SCHOOLS = 120
"""So many have sent something or declined; the others have still to begin."""

_DECLINING_EVERY, _DECLINING = 12, 5
_BEGIN = 1
_FOR = 1
"""An officer sends the file for the first school, which then waits to be accepted by somebody else."""
_ACTING = "The office is flooded: the head teacher e-mailed the file, and asked us to send it."
_QUESTION = (
    "More of your pupils are working at greater depth in writing than in former years. Please look at these outcomes "
    "with your key stage lead, and tell us whether they stand."
)
_ANSWER = "We have looked at them again together. They were moderated in June, and they stand."
_EXPLAINED = "We have looked at this with the class teacher, and it is right."
_UNEXPLAINED_EVERY = 5
_WITHDRAWN = "One outcome in maths must be changed first."
_DECLINED = "We are assessing at the end of the autumn term instead."


class _School(msgspec.Struct, frozen=True):
    """A school's request, its head, and the officer who deals with it."""

    request: Request
    head: Actor
    officer: Actor

    @property
    def seen(self) -> int:
        return Return.objects.values_list("revision", flat=True).filter(request=self.request).first() or _BEGIN


def tell_stories(
    collection: Collection, schools: Sequence[School], folder: Path, officer: Actor, told: Progress
) -> None:
    """Let the first schools send, confirm, be asked, be accepted or decline; the one whose head is printed waits.

    Every state is among them wherever there are a dozen schools.
    """
    quiet = {plain_school(schools).pk}
    files = sent_files(folder)
    chosen = [one for one in _in_order(schools) if one.pk not in quiet and (one.la, one.estab) in files][:SCHOOLS]
    later = cycle(_STORIES)
    now = clock.now()
    requests, heads = _requests(collection), heads_of(chosen)
    for number, school in enumerate(chosen, start=1):
        here = _School(requests[school.pk], heads[school.pk], officer)
        with clock.at(moment_of(number, len(chosen), collection, now)):
            if number % _DECLINING_EVERY == _DECLINING:
                decline(here.head, here.request, here.seen, _DECLINED)
            elif _send(here, files[school.la, school.estab], for_school=number == _FOR) == Draft.READY:
                _explain(here, number)
                next(later)(here)
        told("Schools sending their results", number, len(chosen))


def _in_order(schools: Sequence[School]) -> Iterator[School]:
    """The schools that most people sign in to first, then the others."""
    first = executive_pair(schools)
    yield from first
    yield from (school for school in schools if school not in first)


def _send(school: _School, sent: Sent, *, for_school: bool) -> str:
    """Send the school's file, or have the officer send it for the school; what the return then needs."""
    by = school.head
    if for_school:
        by = actor_for(begin_acting(school.officer, school.request, Acting.How.EMAIL, _ACTING))
    send_file(by, school.request, school.seen, sent.name, sent.path.read_bytes(), new_key())
    return Return.objects.values_list("draft", flat=True).get(request=school.request)


def _explain(school: _School, number: int) -> None:
    """Explain what was asked, rule by rule; every fifth school leaves it, and has questions open."""
    if number % _UNEXPLAINED_EVERY == 0:
        return
    queries = Finding.objects.filter(version__school_return__request=school.request, severity=Severity.QUERY)
    by_rule: dict[str, list[str]] = {}
    for rule, public_id in queries.order_by("number").values_list("rule", "public_id"):
        by_rule.setdefault(rule, []).append(public_id)
    for rule, findings in by_rule.items():
        reason = reasons_for(rule)[0]
        explain(school.head, school.request, school.seen, findings, reason.id, _EXPLAINED)


def _sent(school: _School) -> None:
    signing = Signing(key=new_key(), role=Role.HEAD, agreed=tuple(declarations()))
    confirm(school.head, school.request, school.seen, signing)


def _not_sent(_school: _School) -> None:
    """It waits for the head."""


def _asked(school: _School) -> None:
    _sent(school)
    send_back(school.officer, school.request, school.seen, [Asked(_QUESTION)])


def _answered(school: _School) -> None:
    _asked(school)
    (question,) = Question.objects.filter(school_return__request=school.request)
    answer_question(school.head, school.request, school.seen, question.public_id, _ANSWER)


def _accepted(school: _School) -> None:
    _sent(school)
    accept(school.officer, school.request, school.seen, Accepting(over_open=True))


def _withdrawn(school: _School) -> None:
    _sent(school)
    withdraw(school.head, school.request, school.seen, _WITHDRAWN)


_STORIES: tuple[Callable[[_School], None], ...] = (
    _sent, _asked, _accepted, _not_sent, _accepted, _answered, _accepted, _withdrawn,
)  # fmt: skip


def _requests(collection: Collection) -> dict[int, Request]:
    joins = ("collection__authority", "authority", "school__authority")
    return {one.school_id: one for one in Request.objects.filter(collection=collection).select_related(*joins)}
