"""The five steps of a return, each with how far it is."""

import msgspec

from muster.portal.collecting.states import State, state_of
from muster.portal.pages.returns.place import Place
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.reads.summary import Summary


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step: its name, where its page is ("" while it cannot be begun), its status and the status's colour.

    A status without a colour is plain text: there is nothing to do, or not yet.
    """

    name: str
    address: str = ""
    status: str = "Not yet"
    colour: str = ""


def steps_of(place: Place, summary: Summary) -> list[Step]:
    """The steps, in the order in which they are taken; without their pages for those who see no pupils."""
    steps = [
        _pupils(place, summary),
        _send(place),
        _check(place, summary),
        _results(place, summary),
        _confirm(place, summary),
    ]
    return steps if place.sees_pupils else [msgspec.structs.replace(step, address="") for step in steps]


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 pupil", "2 pupils"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _pupils(place: Place, summary: Summary) -> Step:
    status, colour = _pupils_status(place, summary)
    return Step(name="Your pupils", address=place.address("return-pupils"), status=status, colour=colour)


def _pupils_status(place: Place, summary: Summary) -> tuple[str, str]:
    if summary.movements:
        return f"{counted(summary.movements, 'pupil')} to tell us about", "yellow"
    if summary.expected is None:
        return "No list of pupils yet", ""
    if place.school_return.version is None:
        return f"{counted(summary.expected, 'pupil')} expected", "blue"
    return f"{summary.expected_sent:,} of {counted(summary.expected, 'pupil')} sent", "green"


def _send(place: Place) -> Step:
    version = place.school_return.version
    address = place.address("return-send") if place.may("upload") else ""
    if version is not None:
        return Step(name="Send your results", address=address, status="Received", colour="green")
    if state_of(place.collection) is not State.OPEN:
        return Step(name="Send your results", address=address)
    return Step(name="Send your results", address=address, status="To do", colour="blue")


def _check(place: Place, summary: Summary) -> Step:
    name = "Put right and explain"
    if place.school_return.version is None:
        return Step(name=name)
    status, colour = _check_status(summary)
    return Step(name=name, address=place.address("return-check"), status=status, colour=colour)


def _check_status(summary: Summary) -> tuple[str, str]:
    right, explain = f"{summary.errors:,} to put right", f"{summary.open_questions:,} to explain"
    if summary.errors and summary.open_questions:
        return f"{right}, {explain}", "red"
    if summary.errors:
        return right, "red"
    if summary.open_questions:
        return explain, "yellow"
    return "Nothing left to do", "green"


def _results(place: Place, summary: Summary) -> Step:
    name = "Look at your results"
    if place.school_return.version is None:
        return Step(name=name)
    return Step(name=name, address=place.address("return-results"), status=counted(summary.pupils_sent, "pupil"))


def _confirm(place: Place, summary: Summary) -> Step:
    facts, name = place.school_return.facts, "Confirm"
    if facts.draft is Draft.READY:
        address = place.address("return-confirm") if place.may_confirm else ""
        return Step(name=name, address=address, status="Waiting for the head", colour="yellow")
    if facts.draft is Draft.NEEDS_ATTENTION:
        return Step(name=name, status=f"Not yet: {summary.errors:,} to put right first")
    if facts.in_force is InForce.NONE:
        return Step(name=name)
    return Step(name=name, address=place.address("return-receipt"), status="Confirmed", colour="green")
