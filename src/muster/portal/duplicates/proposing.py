"""What the rules on pupils who changed school answer of a case."""

from collections.abc import Iterable
from functools import lru_cache

from muster.movers import Answer, Period, Place, Registration, Spell, who_submits
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.models import Ask
from muster.portal.returns.models import PupilAnswer


def proposal_of(collection: Collection, claims: Iterable[Claim]) -> Answer:
    """Who submits by the rules; schools that have nothing to do with the pupil any more are left out."""
    return _answered(frozenset(_spell(one) for one in claims if one.is_live), period_of(collection))


def period_of(collection: Collection) -> Period:
    """The collection's test period."""
    return Period(collection.test_period_from, collection.test_period_to)


@lru_cache(maxsize=16_384)
def _answered(spells: frozenset[Spell], period: Period) -> Answer:
    """The rules' answer, worked out once for the same days at the same schools: lists ask for hundreds."""
    return who_submits(spells, period)


def _spell(claim: Claim) -> Spell:
    is_dual = claim.registration == Ask.Registration.DUAL
    return Spell(
        school=claim.school.number,
        entry=claim.entry.day,
        leaving=claim.leaving.day,
        participating=claim.takes_part,
        registration=Registration.DUAL if is_dual else Registration.MAIN,
        came_from=_place(claim, PupilAnswer.Kind.JOINED),
        went_to=_place(claim, PupilAnswer.Kind.LEFT),
        submitted_there=claim.said is not None and claim.said.submitted_there == PupilAnswer.Submitted.YES,
    )


def _place(claim: Claim, kind: PupilAnswer.Kind) -> Place | None:
    said = claim.said
    return Place(said.elsewhere) if said is not None and said.kind == kind and said.elsewhere else None
