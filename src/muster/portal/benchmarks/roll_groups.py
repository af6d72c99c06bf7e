"""The groups of pupils by what the roll says of them: what it says of many alike is looked up once."""

from datetime import date
from functools import cache, partial

from msgspec.structs import replace

from muster.framework import Framework
from muster.measures import Characteristic, Group, measured
from muster.measures.groups import Known, arrival_of
from muster.records import RollEntry

Said = tuple[str, ...]
"""The sex, the term of birth, and what stands in the columns of `SAID`."""
Groups = tuple[Known, ...]
"""A pupil's group of each characteristic, in their order."""

SAID = ("disadvantaged", "fsm", "sen", "first_language", "ethnicity", "gld", "phonics")
NOT_KNOWN: Groups = (None,) * len(Characteristic)
"""Of whom the roll says nothing."""

_NOBODY = RollEntry(la="", estab="", upn="", surname="", forename="")


class RollGroups:
    """Looks up the groups of one pupil after another."""

    def __init__(self, framework: Framework) -> None:
        self._arrival = cache(partial(_arrival, framework.dates.year_begins))
        self._groups = cache(partial(_groups, framework))

    def of(self, came: date | None, said: Said) -> Groups:
        """The groups of a pupil who came to the school on this day, and of whom this is said."""
        return self._groups(self._arrival(came), said)


def _arrival(year_begins: date, came: date | None) -> Known:
    return arrival_of(replace(_NOBODY, entry_date=came), year_begins)


def _groups(framework: Framework, arrival: Known, said: Said) -> Groups:
    sex, term, *rest = said
    entry = replace(_NOBODY, **dict(zip(SAID, rest, strict=True)))
    pupil = replace(
        measured(framework, {}, entry, sex=sex), term=Group(term) if term else None, arrival=arrival
    )  # fmt: skip
    return tuple(getattr(pupil, one.value) for one in Characteristic)
