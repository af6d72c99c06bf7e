"""That somebody looked at pupils: one event a page, however many stand on it."""

from collections.abc import Sequence

from django.db.models import Model

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor


def record_views(actor: Actor, authority: str, what: str, schools: Sequence[str]) -> None:
    """Record that the actor saw something (`what`) of each of these schools on one page; nothing of none."""
    if schools:
        with action(actor, authority) as act:
            for school in schools:
                act.record(f"{what}.seen", school=school)


def record_view(actor: Actor, authority: str, what: str, school: str = "", shown: int = 0) -> None:
    """Record that the actor saw a page of pupils: `what` it was (as "roll"), whose, how many it showed.

    To be called before the page is given out: what cannot be recorded is not shown.
    """
    with action(actor, authority) as act:
        act.record(f"{what}.seen", school=school, shown=shown)


def record_looked_up(actor: Actor, authority: str, found: Sequence[Model]) -> None:
    """Record that the actor looked for what was done about a pupil: an event for each row found, one where none was."""
    with action(actor, authority) as act:
        for row in found or (None,):
            act.record("pupil.looked_up", row, found=row is not None)
