"""What is held of a school before its results come: the pupils expected, and former years."""

from collections.abc import Mapping
from datetime import date

import msgspec
from django.db.models import QuerySet, Sum

from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import OpenIdentity, opened
from muster.portal.rolls.expected_rows import entry_of
from muster.portal.rolls.models import (
    ColumnMapping,
    ExpectedPupil,
    FormerResults,
    RollLoad,
    SchoolRoll,
    TableUpload,
)
from muster.records import Expected, History, HistoryRow, Roll, RollEntry


class ExpectedChild(msgspec.Struct, frozen=True):
    """An expected pupil: the row, the child's key, and the entry as it was loaded."""

    row: ExpectedPupil
    child: str
    is_protected: bool
    entry: RollEntry


class SchoolsRoll(msgspec.Struct, frozen=True):
    """The pupils expected of a school as of a day, in the order in which they first came."""

    taken_on: date
    revision: int
    pupils: tuple[ExpectedChild, ...]

    @property
    def roll(self) -> Roll:
        """As a check takes it."""
        return Roll(self.taken_on, tuple(pupil.entry for pupil in self.pupils))


def school_roll(scope: Scope, collection: Collection, school: School) -> SchoolsRoll | None:
    """The pupils expected of a school; None where no roll has a pupil of it. Those erased are left out.

    For the school itself and the authority's officers; anybody else gets None.
    """
    rows = scope.within(ExpectedPupil.objects.filter(collection=collection, school=school))
    held = scope.within(SchoolRoll.objects.filter(collection=collection, school=school)).first()
    pupils = list(rows.order_by("pk"))
    if held is None or not pupils:
        return None
    identities = opened(Identity.objects.filter(expected__in=rows))
    found = (_expected_child(row, school, identities) for row in pupils)
    return SchoolsRoll(held.taken_on, held.revision, tuple(one for one in found if one is not None))


def expected_of(scope: Scope, collection: Collection, school: School) -> Roll | None:
    """The pupils expected of a school, as a check takes them; None where no roll has a pupil of it."""
    held = school_roll(scope, collection, school)
    return held.roll if held else None


def history_of(scope: Scope, school: School) -> History | None:
    """The school's figures of former years, by year and subject; None where none are held or the scope has none.

    Those of schools that were merged into it are added up with its own.
    """
    sums: dict[tuple[int, str], list[int]] = {}
    for rows in _former(scope, school):
        for row in rows:
            held = sums.setdefault((row.year, row.subject), [0, 0, 0])
            sums[row.year, row.subject] = [
                had + more for had, more in zip(held, (row.eligible, row.exs_plus, row.gds), strict=True)
            ]
    found = tuple(HistoryRow(school.la, school.estab, *key, *counts) for key, counts in sorted(sums.items()))
    return History(found) if found else None


def table_uploads(scope: Scope) -> QuerySet[TableUpload]:
    """The tables that officers loaded or are about to, the newest first: an officer's to see."""
    rows = TableUpload.objects.select_related("authority", "collection__authority")
    return scope.within(rows, school=None).order_by("-made_at", "-pk")


def table_upload_with(scope: Scope, public_id: str) -> TableUpload | None:
    """The one with this id, where the scope reaches it."""
    return table_uploads(scope).filter(public_id=public_id).first()


def columns_kept(scope: Scope, kind: str) -> dict[str, str]:
    """The headings of the authority's last table of a kind by column of ours; none where there was none."""
    held = scope.within(ColumnMapping.objects.filter(kind=kind), school=None).first()
    return {str(name): str(heading) for name, heading in held.columns.items()} if held else {}


def last_roll_load(scope: Scope, collection: Collection) -> RollLoad | None:
    """The newest load of the collection's roll: an officer's to see."""
    return scope.within(RollLoad.objects.filter(collection=collection), school=None).order_by("-pk").first()


def _former(scope: Scope, school: School) -> tuple[QuerySet[FormerResults], QuerySet[FormerResults]]:
    """The school's own rows, and those of schools merged into it."""
    merged = FormerResults.objects.filter(school__merged_into=school)
    return (
        scope.within(FormerResults.objects.filter(school=school)),
        scope.within(merged, school="school__merged_into"),
    )


def held_of(scope: Scope, collection: Collection, school: School) -> Expected:
    """Roll and history together, as a check takes them."""
    return Expected(roll=expected_of(scope, collection, school), history=history_of(scope, school))


def characteristics_of(scope: Scope, collection: Collection) -> dict[str, ExpectedPupil]:
    """By child's key what the roll says of each expected pupil of a collection, without who it is. One query.

    A child on two schools' rolls has the row that was written last.
    """
    rows = scope.within(ExpectedPupil.objects.filter(collection=collection)).order_by("load_id", "pk")
    return {row.child.public_id: row for row in rows.select_related("child")}


def roll_revision(scope: Scope, collection: Collection, school: School) -> int:
    """A number that goes up whenever the school's part of the roll changes; 0 before there was one."""
    held = scope.within(SchoolRoll.objects.filter(collection=collection, school=school)).first()
    return held.revision if held else 0


def history_revision(scope: Scope, school: School) -> int:
    """A number that goes up whenever the school's former figures change; 0 while there are none."""
    return sum(rows.aggregate(total=Sum("revision"))["total"] or 0 for rows in _former(scope, school))


def _expected_child(row: ExpectedPupil, school: School, identities: Mapping[int, OpenIdentity]) -> ExpectedChild | None:
    entry, identity = entry_of(row, school, identities), identities[row.identity_id]
    return ExpectedChild(row, identity.child, identity.is_protected, entry) if entry else None
