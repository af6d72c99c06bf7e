"""The roll: which pupils each school is expected to send."""

from collections import Counter
from collections.abc import Collection as Several

import msgspec

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.files import FileReference
from muster.portal.foundation.inserting import insert, rewrite
from muster.portal.foundation.refusals import Refusal
from muster.portal.pupils.actions import identify
from muster.portal.rolls.expected_rows import (
    WRITTEN,
    Key,
    check_entries,
    differs,
    expected_rows,
    identity_of,
    row_key,
)
from muster.portal.rolls.models import ExpectedPupil, RollLoad, SchoolRoll
from muster.portal.rolls.school_numbers import Schools, check_numbers, schools_by_number
from muster.records import Roll

_SCHOOL = ["collection", "school"]


class RollLoaded(msgspec.Struct, frozen=True):
    """What a load came to: pupils in the roll, and of these added, changed, as before; and those gone from it."""

    load: RollLoad
    pupils: int
    added: int
    changed: int
    unchanged: int
    gone: int


class _Difference(msgspec.Struct, frozen=True):
    """The roll beside what is held: rows to write, rows to take out, and how many pupils each school then has."""

    added: list[ExpectedPupil]
    changed: list[ExpectedPupil]
    gone: list[ExpectedPupil]
    pupils: Counter[int]

    @property
    def touched(self) -> set[int]:
        return {row.school_id for row in (*self.added, *self.changed, *self.gone)}


def load_roll(
    actor: Actor,
    collection: Collection,
    roll: Roll,
    *,
    schools: Schools | None = None,
    source: FileReference | None = None,
    only_schools_named: bool = False,
) -> RollLoaded:
    """Make this roll the one that the collection's schools are checked against; all of it or nothing.

    It replaces the roll before, at every school, or with `only_schools_named` at the schools that it has pupils of.
    The same roll again changes nothing. `schools` are the authority's by number, looked up where not given; `source`
    is the file that it came in: keep it with `files.keeping` around this call. Raises Refusal for an empty roll, a
    school not known, a pupil twice at one school, or a value too long.
    """
    known = schools_by_number(collection.authority) if schools is None else schools
    if not roll.entries:
        raise Refusal("roll_empty")
    check_numbers(known, (entry.la + entry.estab for entry in roll.entries))
    check_entries(roll.entries)
    with action(actor, collection.authority.public_id) as act:
        # Two loads of one collection wait for each other; rows that refer to it may be written meanwhile.
        Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
        identities = identify(actor, collection.authority, [identity_of(entry) for entry in roll.entries])
        wanted = expected_rows(collection, roll.entries, identities, known)
        named = {row.school_id for row in wanted.values()} if only_schools_named else None
        difference = _difference(collection, wanted, named)
        load = _load(actor, collection, roll, difference, source)
        _write(load, difference)
        _write_schools(load, difference)
        act.record("roll.loaded", load, pupils=load.pupils, added=load.added, changed=load.changed, gone=load.gone)
    return RollLoaded(load, load.pupils, load.added, load.changed, load.pupils - load.added - load.changed, load.gone)


def _difference(collection: Collection, wanted: dict[Key, ExpectedPupil], named: Several[int] | None) -> _Difference:
    held = ExpectedPupil.objects.filter(collection=collection)
    before = {row_key(row): row for row in (held if named is None else held.filter(school__in=named))}
    changed = [row for key, row in wanted.items() if key in before and differs(before[key], row)]
    for row in changed:
        row.pk, row.revision = before[row_key(row)].pk, before[row_key(row)].revision + 1
    return _Difference(
        added=[row for key, row in wanted.items() if key not in before],
        changed=changed,
        gone=[row for key, row in before.items() if key not in wanted],
        pupils=Counter(row.school_id for row in wanted.values()),
    )


def _load(
    actor: Actor, collection: Collection, roll: Roll, difference: _Difference, source: FileReference | None
) -> RollLoad:
    load = RollLoad(
        authority_id=collection.authority_id,
        collection=collection,
        loaded_by_name=actor.name,
        taken_on=roll.taken_on,
        schools=len(difference.pupils),
        pupils=difference.pupils.total(),
        added=len(difference.added),
        changed=len(difference.changed),
        gone=len(difference.gone),
    )
    if source is not None:
        load.source, load.source_sha256, load.source_size = source.name, source.sha256, source.size
    load.save()
    return load


def _write(load: RollLoad, difference: _Difference) -> None:
    """A changed row keeps its keys."""
    for row in (*difference.added, *difference.changed):
        row.load_id = load.pk
    insert(ExpectedPupil, difference.added)
    rewrite(ExpectedPupil, difference.changed, ["load_id", *WRITTEN, "revision"])
    ExpectedPupil.objects.filter(pk__in=[row.pk for row in difference.gone]).delete()


def _write_schools(load: RollLoad, difference: _Difference) -> None:
    before = {one.school_id: one for one in SchoolRoll.objects.filter(collection=load.collection)}
    touched = difference.touched
    rows = []
    for school in touched | difference.pupils.keys():
        revision = before[school].revision if school in before else 0
        row = SchoolRoll(authority_id=load.authority_id, collection=load.collection, school_id=school, load=load)
        row.taken_on, row.pupils = load.taken_on, difference.pupils[school]
        row.revision = revision + (school in touched)
        rows.append(row)
    SchoolRoll.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=_SCHOOL,
        update_fields=["load", "taken_on", "pupils", "revision"],
    )
