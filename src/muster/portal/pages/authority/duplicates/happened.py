"""What has become of a case, the newest first: from the trail."""

from datetime import datetime

import msgspec

from muster.portal.audit.models import Event
from muster.portal.audit.reads import events
from muster.portal.audit.words import said_of
from muster.portal.duplicates.case_view import CaseView
from muster.portal.foundation.scope import Scope
from muster.portal.pages.authority.duplicates.forms import children_of
from muster.rules.causes import counted

_MOST = 100
_PROTECTION = ("child.protected", "child.unprotected")


class Entry(msgspec.Struct, frozen=True):
    """One thing that was done: when, by whom, what, and more where there is more to say."""

    at: datetime
    who: str
    what: str
    more: str = ""


def history_of(scope: Scope, view: CaseView) -> list[Entry]:
    """What was done with the case, and to the protection of its pupils."""
    found = events(scope, subject=view.case.public_id, limit=_MOST)
    for child in children_of(view):
        found += events(scope, subject=child.public_id, verbs=_PROTECTION, limit=_MOST)
    schools = {one.school.public_id: one.school.name for one in view.claims}
    entries = [_entry(one, schools) for one in found]
    return sorted(entries, key=lambda one: one.at, reverse=True)


def _entry(event: Event, schools: dict[str, str]) -> Entry:
    what = said_of(event.verb)
    return Entry(event.at, event.actor_name or "Muster", f"{what[:1].upper()}{what[1:]}", _more(event, schools))


def _more(event: Event, schools: dict[str, str]) -> str:
    if event.verb == "case.answered":
        return schools.get(str(event.facts.get("school", "")) or event.school, "")
    if event.verb == "case.asked":
        return counted(int(event.facts.get("schools", 0)), "school")
    if event.verb == "case.decided":
        return "As the rules say" if event.facts.get("as_proposed") else "Otherwise than the rules say"
    return ""
