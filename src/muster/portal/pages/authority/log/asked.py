"""What is looked for in the log. The address keeps it, but no UPN or name of a pupil: pupils stand by their key."""

from datetime import date, timedelta
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from muster.formats.dates import parse_uk
from muster.portal.audit.searching import Search
from muster.portal.audit.words import kinds
from muster.portal.collecting.times import start_of
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.organisations.reads.named import ids_of_people, schools_named
from muster.portal.returns.reads.about_pupil import about_pupils

_LONGEST = 100
_MOST_PUPILS = 5


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What an address asks of the log; `pupils` are children's public ids, `before` the number of the last event seen.

    `since` and `until` are days as they were typed.
    """

    school: str = ""
    who: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    pupils: tuple[str, ...] = ()
    before: int | None = None

    @property
    def query(self) -> str:
        """What is asked as it stands in an address, without the place in the list."""
        said = [(name, getattr(self, name)) for name in ("school", "who", "kind", "since", "until")]
        return urlencode([(name, value) for name, value in said if value] + [("pupil", one) for one in self.pupils])

    @property
    def not_days(self) -> list[str]:
        """What was typed for a day and is none."""
        return [typed for typed in (self.since, self.until) if typed and parse_uk(typed) is None]

    @property
    def is_narrowed(self) -> bool:
        """Whether events are left out."""
        return bool(self.query)

    def without_pupils(self) -> "Asked":
        """The same of everybody."""
        return msgspec.structs.replace(self, pupils=())

    def schools(self, scope: Scope) -> list[School]:
        """The schools that are meant; none where no school is asked for."""
        return schools_named(scope, self.school) if self.school else []

    def search(self, scope: Scope, schools: list[School]) -> Search:
        """What the trail is asked."""
        since, until = parse_uk(self.since), parse_uk(self.until)
        return Search(
            schools=frozenset(one.public_id for one in schools) if self.school else None,
            who=self.who,
            people=ids_of_people(scope, self.who) if self.who else frozenset(),
            pupil=about_pupils(scope, self.pupils) if self.pupils else None,
            kind=self.kind,
            since=start_of(since) if since else None,
            until=start_of(_after(until)) if until else None,
        )


def asked_in(given: QueryDict) -> Asked:
    """What the address asks; a kind or a place that there is not counts as not said."""
    before, kind = given.get("before", ""), given.get("kind", "")
    return Asked(
        school=_tidy(given, "school"),
        who=_tidy(given, "who"),
        kind=kind if kind in kinds() else "",
        since=_tidy(given, "since"),
        until=_tidy(given, "until"),
        pupils=tuple(given.getlist("pupil")[:_MOST_PUPILS]),
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None,
    )


def _tidy(given: QueryDict, name: str) -> str:
    return " ".join(given.get(name, "").split())[:_LONGEST]


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
