"""Events as lines that people read."""

from collections.abc import Sequence

import msgspec

from muster.portal.audit.models import Chain, Event
from muster.portal.audit.words import facts_of, said_of
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.organisations.reads.named import names_of_people


class Line(msgspec.Struct, frozen=True):
    """An event: when and who did what, to whom where it was done to one of the authority's people, at which school."""

    number: int
    when: str
    who: str
    what: str
    to: str
    facts: str
    school: School | None


def lines_of(scope: Scope, events: Sequence[Event]) -> list[Line]:
    """The lines of these events. Three queries, however many."""
    schools = {one.public_id: one for one in _schools(scope, events)}
    names = names_of_people(scope, {key for event in events for key in _people(event)})
    return [_line(event, schools.get(event.school), names) for event in events]


def verified(chain: Chain | None) -> tuple[str, bool]:
    """What is said of the trail's verification, and whether something was wrong."""
    if chain is None or chain.verified_at is None:
        return "The log has not been verified yet: each is about once a day.", False
    when = clock.in_words(chain.verified_at)
    if chain.fault:
        return f"The log is not as it was written. {chain.fault} This was found on {when}.", True
    since = chain.length - chain.verified
    more = f" {since:,} {'event has' if since == 1 else 'events have'} come since." if since else ""
    return f"The log was verified up to event {chain.verified:,} on {when}: all is as it was written.{more}", False


def _schools(scope: Scope, events: Sequence[Event]) -> list[School]:
    rows = School.objects.filter(public_id__in={event.school for event in events if event.school})
    return list(scope.within(rows, school=None))


def _people(event: Event) -> list[str]:
    """The public ids of the people or memberships that the event was done to."""
    named = str(event.facts.get("person", ""))
    subject = event.subject if event.subject_kind in ("person", "membership") else ""
    return [one for one in (named, subject) if one]


def _line(event: Event, school: School | None, names: dict[str, str]) -> Line:
    to = next((names[key] for key in _people(event) if key in names and key != event.actor), "")
    return Line(
        number=event.number,
        when=_when(event),
        who=_who(event),
        what=said_of(event.verb),
        to=to,
        facts=facts_of(event),
        school=school,
    )


def _when(event: Event) -> str:
    there = event.at.astimezone(clock.LONDON)
    return f"{there.day} {there:%b %Y, %H:%M:%S}"


def _who(event: Event) -> str:
    """Who did it; of an officer who acts for a school, that it was for the school."""
    return f"{event.actor_name}, for the school" if event.facts.get("acting") else event.actor_name or "Muster"
