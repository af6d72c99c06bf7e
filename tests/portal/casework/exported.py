"""Two schools whose pupils have hostile names, sent, confirmed and accepted; and exports of them made."""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from muster.portal.casework.actions.exporting import Wanted, ask_for_export, record_taken
from muster.portal.casework.exports.held import pieces_of
from muster.portal.casework.models import Export
from muster.portal.collecting import actions as collecting
from muster.portal.foundation import work
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Person
from muster.portal.returns.actions.accepting import accept
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, results_file, roll_entries, upn
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

HOSTILE = (
    "=cmd|' /C calc'!A0",
    f"'=Pupil{CANARY}",
    '+SUM(1,2) "quoted"',
    "-Smith, Jones",
    "@Zoë_x0041_ O’Neill",
    "=HYPERLINK(https://a.example)",
)


@dataclass
class Exporting:
    """The collection, with its two schools as they were asked."""

    season: Season
    one: Collected
    other: Collected

    @property
    def scope(self) -> Scope:
        """As far as the authority sees."""
        return Scope(Level.AUTHORITY, self.season.authority.public_id)

    def ask(self, kind: Export.Kind, form: Export.Form, by: Person | None = None, **more: Any) -> Export:  # noqa: ANN401 - Wanted's own
        """Ask for an export, as the officer would."""
        who = acting(by or self.season.officer)
        return ask_for_export(who, self.one.collection, Wanted(kind, form, **more))

    def made(self, kind: Export.Kind, form: Export.Form, **more: Any) -> Export:  # noqa: ANN401
        """Ask for an export and have it made."""
        asked = self.ask(kind, form, **more)
        assert work.do("exports", asked.public_id)
        return Export.objects.select_related("authority", "collection__authority").get(pk=asked.pk)

    def content(self, export: Export) -> bytes:
        """The export's file."""
        return b"".join(pieces_of(self.scope, export))

    def taken(self, kind: Export.Kind, form: Export.Form, **more: Any) -> bytes:  # noqa: ANN401
        """Ask for an export, have it made, and download it."""
        export = self.made(kind, form, **more)
        if export.is_there:
            record_taken(acting(self.season.officer), export)
        return self.content(export)


def exporting(season: Season) -> Exporting:
    """Both schools have sent; nobody has confirmed."""
    one = collect(season)
    entries = tuple(
        replace(entry, upn=upn(number), surname=HOSTILE[number - 20], sex=entry.sex)
        for number, entry in enumerate(roll_entries(season.other_school), start=20)
    )
    officer = acting(season.officer)
    rolls.load_roll(officer, one.collection, Roll(TAKEN_ON, (*one.entries, *entries)))
    (request,) = collecting.ask_schools(officer, one.collection, [season.other_school]).requests
    other = Collected(season, one.collection, request, entries)
    one.send()
    other.send(results_file(entries), by=season.other_head)
    return Exporting(season, one, other)


def accepted(collected: Collected, by: Person) -> None:
    """Confirmed by the school's head, and accepted."""
    confirmed(collected, by)
    accept(acting(collected.side.officer), collected.request, collected.school_return().revision)
