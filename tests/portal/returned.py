"""A collected school's return brought into each state that people read, as whatever brought it there leaves it."""

from collections.abc import Callable

from django.db.models import F

from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.returns.actions.participation import decline
from muster.portal.returns.facts import Draft, InForce, Turn
from muster.portal.returns.models import Confirmation, Question, Return
from muster.portal.returns.sealing import close
from muster.portal.returns.states import State
from tests.portal.collected import Collected, acting, results_file

QUESTION = "Is science right for everybody?"
ANSWER = "Yes: all have been moderated."


def put_right(collected: Collected) -> None:
    """A file with one outcome missing and one pupil, too."""
    collected.send(results_file(collected.entries, {1: {"maths": ""}}, without=(5,)))


def not_sent(collected: Collected) -> None:
    """A faultless file that nobody has confirmed."""
    collected.send()


def confirmed(collected: Collected, in_force: InForce = InForce.CONFIRMED, turn: Turn = Turn.AUTHORITY) -> Confirmation:
    """A faultless file, confirmed by the head."""
    collected.send()
    kept = collected.school_return()
    assert kept.newest is not None
    Return.objects.filter(pk=kept.pk).update(
        newest=None, confirmed=kept.newest, draft=Draft.NONE, in_force=in_force, turn=turn, revision=kept.revision + 1
    )
    head = collected.side.head
    return Confirmation.objects.create(
        authority=kept.authority,
        school_return=kept,
        version=kept.newest,
        receipt=f"MK7{kept.pk:04}",
        signed=b"signed",
        digest="0" * 64,
        by=head.public_id,
        by_name=head.name,
        by_role="head",
        at=clock.now(),
        pupils=kept.newest.pupils,
    )


def accepted(collected: Collected) -> None:
    """Confirmed, and accepted by the authority."""
    confirmed(collected, InForce.ACCEPTED, Turn.NOBODY)


def reported(collected: Collected) -> None:
    """Accepted, and the final reports published."""
    accepted(collected)
    Return.objects.filter(request=collected.request).update(reported=F("confirmed"))


def questioned(collected: Collected, text: str = QUESTION, about: str = "") -> Question:
    """Confirmed, and sent back with a question."""
    confirmed(collected, turn=Turn.SCHOOL)
    return ask(collected, text, about)


def ask(collected: Collected, text: str = QUESTION, about: str = "") -> Question:
    """One question more."""
    kept = collected.school_return()
    officer = collected.side.officer.name
    asked = Question(authority=kept.authority, school_return=kept, asked_by_name=officer, about=about)
    asked.sealed = close(asked, "question", text, vault_of(kept.authority.public_id))
    asked.save()
    return asked


def declined(collected: Collected) -> None:
    """The head has said that the school is not taking part."""
    revision = Return.objects.filter(request=collected.request).values_list("revision", flat=True).first() or 1
    decline(acting(collected.side.head), Request.objects.get(pk=collected.request.pk), revision)


WAYS: dict[State, Callable[[Collected], object]] = {
    State.NOT_STARTED: lambda _: None,
    State.PUT_RIGHT: put_right,
    State.NOT_SENT: not_sent,
    State.SENT: confirmed,
    State.QUESTIONS: questioned,
    State.ACCEPTED: accepted,
    State.REPORTS_READY: reported,
    State.DECLINED: declined,
}
"""How each state is reached."""
