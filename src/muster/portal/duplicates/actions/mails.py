"""What is told by mail of pupils in two places: that there is something, and where; never of whom."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from muster.portal.collecting.models import Request
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.organisations.letterhead import letterhead
from muster.portal.organisations.models import Authority
from muster.portal.outbox.actions import Recipient, send
from muster.portal.outbox.rendering import Fact
from muster.portal.returns.actions.messages import tell

MATCHES = "/authority/across/"


def tell_of_asking(requests: Iterable[Request], due_on: date | None, about: str) -> None:
    """Tell these schools that they are asked about a pupil. Part of the asking."""
    due = f"{due_on:%A} {due_on.day} {due_on:%B %Y}" if due_on else ""
    _tell("asked_about_move", requests, about, due=due)


def tell_of_news(requests: Iterable[Request], about: str) -> None:
    """Tell these schools, each once, that there is news about a pupil who changed school. Part of what decides."""
    _tell("news_of_move", requests, about)


def tell_of_match(authority: Authority) -> None:
    """Tell the authority's team that another authority has a pupil of its own too; once a day, however many there are.

    Part of finding them. No school is told.
    """
    facts = {"link": f"{settings.PORTAL_ADDRESS}{MATCHES}", **letterhead(authority)}
    to = Recipient(authority.team_email, authority.team_name)
    once = f"match_found:{authority.public_id}:{clock.today()}"
    send("match_found", to, facts, authority=authority.public_id, once=once)


def _tell(template: str, requests: Iterable[Request], about: str, **facts: Fact) -> None:
    each = {one.pk: one for one in requests}
    own: dict[int, dict[str, Fact]] = {
        key: {**facts, "closes": said(one.collection.closes_at)} for key, one in each.items()
    }
    tell(template, each.values(), own, about)
