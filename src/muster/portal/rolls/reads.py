"""What is held of a school before its results come: the pupils expected, and former years."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter

import msgspec
from django.db.models import F, QuerySet

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


class Former(msgspec.Struct, frozen=True):
    """A school's figures of former years, None where none are held, and how new they are."""

    history: History | None
    revision: int


def school_roll(scope: Scope, collection: Collection, school: School) -> SchoolsRoll | None:
    """The pupils expected of a school; None where no roll has a pupil of it. Those erased are left out.

    For the school itself and the authority's officers; anybody else gets None.
    """
    return school_rolls(scope, collection, [school]).get(school.pk)


def school_rolls(scope: Scope, collection: Collection, schools: Sequence[School]) -> dict[int, SchoolsRoll]:
    """By school's key the pupils expected of each of these schools, as `school_roll` has them. Three queries."""
    rows = scope.within(ExpectedPupil.objects.filter(**_of(schools), collection=collection))
    # A roll's revision is read before its pupils: what is loaded between the two makes them newer than they say.
    held = {one.school_id: one for one in scope.within(_parts(collection, schools))}
    pupils = defaultdict(list)
    # Put in order here: asked for an order, SQLite may go through the pupils of all schools.
    for row in sorted(rows, key=attrgetter("pk")):
        pupils[row.school_id].append(row)
    identities = opened(Identity.objects.filter(expected__in=rows)) if pupils else {}
    return {
        school.pk: _schools_roll(held[school.pk], pupils[school.pk], school, identities)
        for school in schools
        if school.pk in held and school.pk in pupils
    }


def expected_of(scope: Scope, collection: Collection, school: School) -> Roll | None:
    """The pupils expected of a school, as a check takes them; None where no roll has a pupil of it."""
    held = school_roll(scope, collection, school)
    return held.roll if held else None


def history_of(scope: Scope, school: School) -> History | None:
    """The school's figures of former years, by year and subject; None where none are held or the scope has none.

    Those of schools that were merged into it are added up with its own.
    """
    return former_of(scope, [school])[school.pk].history


def former_of(scope: Scope, schools: Sequence[School]) -> dict[int, Former]:
    """By school's key the former years of each of these schools, as `history_of` has them. Two queries."""
    own = scope.within(FormerResults.objects.filter(**_of(schools)))
    merged = FormerResults.objects.filter(**_of(schools, "school__merged_into")).annotate(into=F("school__merged_into"))
    rows: dict[int, list[FormerResults]] = defaultdict(list)
    for row in own:
        rows[row.school_id].append(row)
    for row in scope.within(merged, school="school__merged_into"):
        rows[row.into].append(row)
    return {school.pk: Former(_history(school, rows[school.pk]), _revisions(rows[school.pk])) for school in schools}


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
    return roll_revisions(scope, collection, [school]).get(school.pk, 0)


def roll_revisions(scope: Scope, collection: Collection, schools: Sequence[School]) -> dict[int, int]:
    """By school's key the revision of its part of the roll, of those that have one."""
    return dict(scope.within(_parts(collection, schools)).values_list("school_id", "revision"))


def history_revision(scope: Scope, school: School) -> int:
    """A number that goes up whenever the school's former figures change; 0 while there are none."""
    return former_of(scope, [school])[school.pk].revision


def _parts(collection: Collection, schools: Sequence[School]) -> QuerySet[SchoolRoll]:
    return SchoolRoll.objects.filter(**_of(schools), collection=collection)


def _of(schools: Sequence[School], path: str = "school") -> dict[str, object]:
    """A filter for the rows of these schools: SQLite finds one school's by an index that it leaves for several."""
    return {path: schools[0]} if len(schools) == 1 else {f"{path}__in": schools}


def _schools_roll(
    held: SchoolRoll, rows: Sequence[ExpectedPupil], school: School, identities: Mapping[int, OpenIdentity]
) -> SchoolsRoll:
    found = (_expected_child(row, school, identities) for row in rows)
    return SchoolsRoll(held.taken_on, held.revision, tuple(one for one in found if one is not None))


def _history(school: School, rows: Sequence[FormerResults]) -> History | None:
    sums: dict[tuple[int, str], list[int]] = {}
    for row in rows:
        held = sums.setdefault((row.year, row.subject), [0, 0, 0])
        sums[row.year, row.subject] = [
            had + more for had, more in zip(held, (row.eligible, row.exs_plus, row.gds), strict=True)
        ]
    found = tuple(HistoryRow(school.la, school.estab, *key, *counts) for key, counts in sorted(sums.items()))
    return History(found) if found else None


def _revisions(rows: Sequence[FormerResults]) -> int:
    return sum(row.revision for row in rows)


def _expected_child(row: ExpectedPupil, school: School, identities: Mapping[int, OpenIdentity]) -> ExpectedChild | None:
    entry, identity = entry_of(row, school, identities), identities[row.identity_id]
    return ExpectedChild(row, identity.child, identity.is_protected, entry) if entry else None
