"""What schools are told of cases by mail: that there is something, and where; never of whom."""

from collections.abc import Iterable
from datetime import date

from muster.portal.collecting.models import Request
from muster.portal.collecting.times import said
from muster.portal.outbox.rendering import Fact
from muster.portal.returns.actions.messages import tell


def tell_of_asking(requests: Iterable[Request], due_on: date | None, about: str) -> None:
    """Tell these schools that they are asked about a pupil. Part of the asking."""
    due = f"{due_on:%A} {due_on.day} {due_on:%B %Y}" if due_on else ""
    _tell("asked_about_move", requests, about, due=due)


def tell_of_news(requests: Iterable[Request], about: str) -> None:
    """Tell these schools, each once, that there is news about a pupil who changed school. Part of what decides."""
    _tell("news_of_move", requests, about)


def _tell(template: str, requests: Iterable[Request], about: str, **facts: Fact) -> None:
    each = {one.pk: one for one in requests}
    own: dict[int, dict[str, Fact]] = {
        key: {**facts, "closes": said(one.collection.closes_at)} for key, one in each.items()
    }
    tell(template, each.values(), own, about)
