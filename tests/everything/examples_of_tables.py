"""Examples of the actions on tables, and on one school at a time."""

from datetime import timedelta
from functools import partial

from muster.formats.reference import SchoolRow
from muster.portal.casework.actions import mergers, tables
from muster.portal.casework.tables.mapping import guessed
from muster.portal.foundation import clock, leases
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.actions import mergers as school_mergers
from muster.portal.organisations.actions import school_details
from muster.portal.organisations.models import School
from muster.portal.rolls import actions as rolls
from muster.portal.rolls.models import TableKind, TableUpload
from tests.everything.example import Call, Example
from tests.portal.collected import collect
from tests.portal.season import Season

_ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
_CONTENT = b"la,estab,urn,name\r\n330,2009,100009,New Primary\r\n"
_MERGED = (
    *("membership.ended",) * 4, *("membership.begun",) * 4, "school.merged", "school.took_in",
)  # fmt: skip


def _taken(season: Season) -> TableUpload:
    return tables.take_table(_ACTOR, season.authority, TableKind.SCHOOLS, "a.csv", _CONTENT)


def _chosen(season: Season) -> TableUpload:
    upload = _taken(season)
    columns = guessed(upload.kind, upload.preview["headings"], {})
    tables.choose_columns(_ACTOR, upload, upload.revision, columns)
    return TableUpload.objects.select_related("authority").get(pk=upload.pk)


def _leased(season: Season) -> TableUpload:
    (row,) = leases.take(TableUpload.objects.filter(pk=_chosen(season).pk).select_related("authority"))
    return row


def _read(season: Season) -> TableUpload:
    tables.read_upload(_leased(season))
    return TableUpload.objects.get()


def _a_day_later(season: Season) -> Call:
    _taken(season)

    def later() -> object:
        with clock.at(clock.now() + timedelta(days=2)):
            return tables.discard_left()

    return later


def _pair(season: Season) -> tuple[School, School, int]:
    return season.school, season.other_school, season.school.revision


EXAMPLES: dict[str, Example] = {
    "casework.actions.tables.take_table": Example(lambda s: lambda: _taken(s), ("table.taken",)),
    "casework.actions.tables.choose_columns": Example(
        lambda s: partial(
            tables.choose_columns, _ACTOR, u := _taken(s), u.revision, {"la": 0, "estab": 1, "urn": 2, "name": 3}
        ),
        ("table.columns_chosen",),
    ),
    "casework.actions.tables.read_upload": Example(
        lambda s: partial(tables.read_upload, _leased(s)), ("table.read",)
    ),
    "casework.actions.tables.load_table": Example(
        lambda s: partial(tables.load_table, _ACTOR, u := _read(s), u.revision),
        ("school.added", "schools.loaded", "table.loaded"),
    ),
    "casework.actions.tables.read_again": Example(
        lambda s: partial(tables.read_again, _ACTOR, _read(s)), ("table.to_be_read",)
    ),
    "casework.actions.tables.discard_table": Example(
        lambda s: partial(tables.discard_table, _ACTOR, u := _taken(s), u.revision), ("table.discarded",)
    ),
    "casework.actions.tables.discard_left": Example(_a_day_later, ("table.discarded",)),
    "casework.actions.mergers.merge_schools": Example(
        lambda s: (collect(s), partial(mergers.merge_schools, _ACTOR, *_pair(s), clock.today()))[1],
        (*_MERGED, "roll.moved", "request.handed_over"),
    ),
    "organisations.actions.mergers.close_into": Example(
        lambda s: partial(school_mergers.close_into, _ACTOR, *_pair(s), clock.today()), _MERGED
    ),
    "organisations.actions.school_details.add_school": Example(
        lambda s: partial(
            school_details.add_school, _ACTOR, s.authority, SchoolRow(la="330", estab="2009", urn="100009", name="New")
        ),
        ("school.added", "schools.loaded"),
    ),
    "organisations.actions.school_details.change_details": Example(
        lambda s: partial(
            school_details.change_details, _ACTOR, s.school, 1, {"trust": "Elder Trust", "mis": "SIMS"}
        ),
        ("school.changed", "trust.added"),
    ),
    "organisations.actions.school_details.renumber": Example(
        lambda s: partial(
            school_details.renumber, _ACTOR, s.school, 1, SchoolRow(la="330", estab="4001", urn="140001", name="New")
        ),
        ("school.renumbered",),
    ),
    "rolls.actions.mergers.move_roll": Example(
        lambda s: partial(rolls.move_roll, _ACTOR, s.school, s.other_school, [collect(s).collection]), ("roll.moved",)
    ),
}  # fmt: skip
