"""The schools' figures of former years."""

from collections.abc import Sequence

import msgspec

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority
from muster.portal.rolls.models import FormerResults
from muster.portal.rolls.school_numbers import Schools, schools_that_counted, unknown_numbers
from muster.records import HistoryRow

_AT_ONCE = 2000
_COUNTS = ("eligible", "exs_plus", "gds")
_ONE = ["school", "year", "subject"]
_LONGEST_SUBJECT = 40
_YEARS = range(1990, 2100)
_MOST = 1_000_000_000

Key = tuple[int, int, str]


class HistoryLoaded(msgspec.Struct, frozen=True):
    """What a load came to, in figures of a school, year and subject. `schools_unknown` are numbers passed over."""

    added: int
    changed: int
    unchanged: int
    schools_unknown: tuple[str, ...]


def load_history(
    actor: Actor, authority: Authority, rows: Sequence[HistoryRow], *, schools: Schools | None = None
) -> HistoryLoaded:
    """Keep these figures of former years; all of them or none.

    Figures for a school, year and subject that is held already replace it; what the rows do not name stays. Schools
    that the authority does not have, closed ones say, are passed over and told; figures of one that was merged into
    another stay its own. Raises Refusal where the rows give
    one school's figures twice, and not alike, or hold a figure that cannot be.
    """
    known = schools_that_counted(authority) if schools is None else schools
    unknown = unknown_numbers(known, (row.la + row.estab for row in rows))
    with action(actor, authority.public_id) as act:
        # As in a load of schools: two loads of one authority wait for each other.
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        wanted = _wanted(authority, [row for row in rows if row.la + row.estab in known], known)
        held = {_key(row): row for row in FormerResults.objects.filter(authority=authority)}
        added = [row for key, row in wanted.items() if key not in held]
        changed = [row for key, row in wanted.items() if key in held and _counts(held[key]) != _counts(row)]
        for row in changed:
            row.revision = held[_key(row)].revision + 1
        _write([*added, *changed])
        act.record(
            "history.loaded",
            authority,
            figures=len(wanted),
            added=len(added),
            changed=len(changed),
            schools_unknown=len(unknown),
        )
    return HistoryLoaded(len(added), len(changed), len(wanted) - len(added) - len(changed), unknown)


def _wanted(authority: Authority, rows: Sequence[HistoryRow], schools: Schools) -> dict[Key, FormerResults]:
    wanted: dict[Key, FormerResults] = {}
    for given in rows:
        school = schools[given.la + given.estab]
        counts = {name: getattr(given, name) for name in _COUNTS}
        row = FormerResults(authority=authority, school=school, year=given.year, subject=given.subject, **counts)
        if not _can_be(row):
            raise Refusal("history_wrong", school=school.name, year=row.year)
        if _counts(wanted.setdefault(_key(row), row)) != _counts(row):
            raise Refusal("history_twice", school=school.name, year=row.year, subject=row.subject)
    return wanted


def _can_be(row: FormerResults) -> bool:
    in_order = 0 <= row.gds <= row.exs_plus <= row.eligible <= _MOST
    return in_order and row.year in _YEARS and 0 < len(row.subject) <= _LONGEST_SUBJECT


def _write(rows: list[FormerResults]) -> None:
    FormerResults.objects.bulk_create(
        rows,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=_ONE,
        update_fields=[*_COUNTS, "revision"],
    )


def _key(row: FormerResults) -> Key:
    return row.school_id, row.year, row.subject


def _counts(row: FormerResults) -> tuple[int, int, int]:
    return row.eligible, row.exs_plus, row.gds
