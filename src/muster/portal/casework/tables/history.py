"""A table of the schools' figures of former years."""

from collections import Counter
from collections.abc import Iterable

from muster.formats.reference import history_row
from muster.formats.reference_rows import Values
from muster.portal.casework.tables.found import Found, parsed
from muster.portal.casework.tables.prepared import MOST_CHANGES, Change, Loaded, Prepared, counted
from muster.portal.casework.tables.school_of_row import SchoolOfRow
from muster.portal.foundation.actor import Actor
from muster.portal.rolls.actions import load_history
from muster.portal.rolls.models import FormerResults, TableUpload
from muster.portal.rolls.school_numbers import schools_that_counted
from muster.records import HistoryRow

_YEARS = range(1990, 2100)


def prepare_history(upload: TableUpload, rows: Iterable[tuple[int, Values]], found: Found) -> Prepared:
    """The figures of a table, made ready; those of schools that the authority does not have are left out."""
    schools = schools_that_counted(upload.authority)
    place = SchoolOfRow(upload.authority, schools)
    kept: dict[tuple[int, int, str], tuple[int, HistoryRow]] = {}
    for row, values in rows:
        given = parsed(found, row, place.complete(values), history_row)
        if given is None or not _can_be(found, row, given):
            continue
        school = schools.get(given.la + given.estab)
        if school is None:
            found.leave_out("left_out_unknown_school")
            continue
        first, before = kept.setdefault((school.pk, given.year, given.subject), (row, given))
        if _counts(before) != _counts(given):
            found.fault(row, "eligible", "row_figures_twice", first=first)

    def load(actor: Actor) -> Loaded:
        return _load(actor, upload, [given for _, given in kept.values()])

    return Prepared(found, load)


def _can_be(found: Found, row: int, given: HistoryRow) -> bool:
    if given.year not in _YEARS:
        found.fault(row, "year", "row_year")
    elif not 0 < len(given.subject) <= 40:
        found.fault(row, "subject", "row_subject")
    else:
        return True
    return False


def _counts(row: HistoryRow) -> tuple[int, int, int]:
    return row.eligible, row.exs_plus, row.gds


def _load(actor: Actor, upload: TableUpload, rows: list[HistoryRow]) -> Loaded:
    before = _revisions(upload)
    done = load_history(actor, upload.authority, rows)
    after = _revisions(upload)
    changed = Counter(name for (name, key), revision in after.items() if before.get((name, key)) != revision)
    changes = [Change(name, counted(count, "figure", "figures")) for name, count in sorted(changed.items())]
    counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
    return Loaded(counts, tuple(changes[:MOST_CHANGES]))


def _revisions(upload: TableUpload) -> dict[tuple[str, int], int]:
    rows = FormerResults.objects.filter(authority=upload.authority).values_list("school__name", "pk", "revision")
    return {(name, key): revision for name, key, revision in rows}
