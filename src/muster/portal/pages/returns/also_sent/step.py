"""The task list's line on pupils whom another school has also sent."""

import msgspec

from muster.portal.pages.returns.also_sent.known import known_at_once
from muster.portal.pages.returns.place import Place
from muster.portal.pages.returns.tasks.steps import Step, counted


def also_sent_step(place: Place) -> Step | None:
    """The line; None where the school knows of no such pupil."""
    known = known_at_once(place)
    if not known.number:
        return None
    address = place.address("return-also-sent") if place.sees_pupils else ""
    step = Step(name="Pupils another school has also sent", address=address)
    if known.waiting:
        return msgspec.structs.replace(
            step, status=f"{counted(known.waiting, 'pupil')} to tell us about", colour="yellow"
        )
    return msgspec.structs.replace(step, status=counted(known.number, "pupil"))
