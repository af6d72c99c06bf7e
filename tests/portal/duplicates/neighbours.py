"""Two authorities of one instance, the season's and its twin, whose schools of one number send the same pupils."""

from dataclasses import dataclass
from datetime import date

from muster.portal.duplicates.across_view import AcrossView
from muster.portal.duplicates.actions.agreeing import Recording, record_agreement
from muster.portal.duplicates.actions.keying import compare_all
from muster.portal.duplicates.models import Agreement, Match
from muster.portal.duplicates.reads.across import matches_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Authority
from muster.portal.returns.models import StruckClaim
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.season import Season, Side

AGREED_ON = date(2026, 2, 2)
OF_ONE = tuple(range(1, 6))
"""The places of all pupils but the first."""


@dataclass
class Neighbours:
    """Each side's school, asked and with its pupils expected."""

    ours: Collected
    theirs: Collected

    def send(self, *, both: tuple[int, ...] = (0,)) -> None:
        """Let our school send everybody, and theirs these pupils alone."""
        self.ours.send()
        without = tuple(place for place in range(6) if place not in both)
        self.theirs.send(results_file(self.theirs.entries, without=without))

    def agree(self) -> tuple[Agreement, Agreement]:
        """Have both sides record the agreement."""
        return record(self.ours.side, self.theirs.side), record(self.theirs.side, self.ours.side)


def neighbours(season: Season) -> Neighbours:
    """Both sides before anything is sent or agreed."""
    return Neighbours(collect(season), collect(season.twin))


def matched(season: Season) -> Neighbours:
    """Both sides have agreed, sent one pupil in common, and were compared."""
    found = neighbours(season)
    found.send()
    found.agree()
    compare_all()
    return found


def record(side: Side, other: Side | Authority, reference: str = "ISA 12/2026") -> Agreement:
    """The side's manager records the agreement with the other side."""
    la = other.la if isinstance(other, Authority) else other.authority.la
    return record_agreement(acting(side.manager), side.authority, Recording(la, reference, AGREED_ON))


def eyes(authority: Authority) -> Scope:
    """An officer's."""
    return Scope(Level.AUTHORITY, authority.public_id)


def seen(side: Side) -> list[AcrossView]:
    """What the side's officers read."""
    return matches_of(eyes(side.authority))


def only(side: Side) -> Match:
    """The side's one match."""
    (view,) = seen(side)
    return view.match


def struck(side: Side) -> int:
    """How many claims of the side's schools are struck now."""
    return StruckClaim.objects.filter(authority=side.authority, lifted_at=None).count()
