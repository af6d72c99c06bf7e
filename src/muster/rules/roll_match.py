"""The pupils of a return beside the pupils expected: who is who, who is missing, who is new."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from muster.formats.names import child_key
from muster.formats.upn import tidy_upn
from muster.records import CollectionSettings, Roll, RollEntry
from muster.rules.pupil_view import PupilView, tidy_nc_year


class RollMatch(msgspec.Struct, frozen=True, eq=False):
    """Who on the expected roll each pupil is.

    `entries` has the roll's entry by the pupil's place in the return, for those found by UPN, former UPN, or name
    and date of birth; `renumbered` holds the places of those whose UPN on the roll is another one (C04).
    """

    roll: Roll
    expected: tuple[RollEntry, ...]
    entries: dict[int, RollEntry]
    renumbered: frozenset[int]
    missing: tuple[RollEntry, ...]


class RollIndex:
    """The expected entries of one school's roll by UPN, and by date of birth for those found by name."""

    def __init__(self, entries: Sequence[RollEntry]) -> None:
        self.entries = entries
        self._by_upn: dict[str, RollEntry] = {}
        self._by_birth: dict[date | None, list[RollEntry]] = defaultdict(list)
        for entry in entries:
            self._by_upn.setdefault(tidy_upn(entry.upn), entry)
            self._by_birth[entry.dob].append(entry)
        self._by_upn.pop("", None)

    def find(self, pupil: PupilView) -> RollEntry | None:
        """The pupil's entry: by UPN, then former UPN, then name and date of birth."""
        former = tidy_upn(pupil.record.former_upn)
        return self._by_upn.get(pupil.upn) or self._by_upn.get(former) or self._find_by_name(pupil)

    def _find_by_name(self, pupil: PupilView) -> RollEntry | None:
        born_then = self._by_birth.get(pupil.record.dob, ()) if pupil.same_child else ()
        return next((entry for entry in born_then if entry_child_key(entry) == pupil.same_child), None)


def entry_child_key(entry: RollEntry) -> str:
    """A roll entry's name and date of birth as one key, as a pupil's is made."""
    return child_key(entry.surname, entry.forename, entry.dob)


def expected_entries(roll: Roll, nc_year: str, settings: CollectionSettings, test_period_from: date) -> list[RollEntry]:
    """The roll's entries of the collection's NC year (or none given), without those who left before the tests."""
    return [
        entry
        for entry in roll.entries
        if tidy_nc_year(entry.nc_year) in ("", nc_year)
        and entry.enrol_status.upper() not in settings.leaver_statuses
        and not (entry.leaving_date is not None and entry.leaving_date < test_period_from)
    ]


def match_roll(roll: Roll, index: RollIndex, pupils: tuple[PupilView, ...]) -> RollMatch:
    """Find each pupil on the roll; an entry answers for one child however often the child is listed."""
    entries: dict[int, RollEntry] = {}
    renumbered: set[int] = set()
    for place, pupil in enumerate(pupils):
        entry = index.find(pupil)
        if entry is not None:
            entries[place] = entry
            if pupil.upn and tidy_upn(entry.upn) != pupil.upn and entry_child_key(entry) == pupil.same_child:
                renumbered.add(place)
    found = {id(entry) for entry in entries.values()}
    missing = tuple(entry for entry in index.entries if id(entry) not in found)
    return RollMatch(roll, tuple(index.entries), entries, frozenset(renumbered), missing)
