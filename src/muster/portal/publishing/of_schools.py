"""What a report of several schools is made from: an authority's with an officer's eyes, a trust's with its own."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
from django.db.models import QuerySet
from msgspec.structs import replace

from muster.framework import load_framework
from muster.measures import GroupedCounts, Reason, Withheld, pooled
from muster.portal.benchmarks.grouped import accepted_schools, schools_in_force
from muster.portal.benchmarks.reads.comparing import comparators_for
from muster.portal.benchmarks.withholding import withheld
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.practice import Trusts, practice_of
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School, Trust
from muster.portal.organisations.reads.sharing import schools_shown
from muster.portal.returns.brought import brought_by
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return
from muster.portal.returns.reads.asked import With, asked_of
from muster.portal.returns.reads.expected import expected_of_rolls
from muster.portal.rolls.reads import former_of, last_roll_load
from muster.reporting.content import Beside, Comparator, Edition, OneSchool, SchoolsInputs, Standing

Counted = dict[int, GroupedCounts]
"""Schools' counts by the school's key."""


def inputs_of_authority(collection: Collection, edition: Edition = Edition.SCHOOL) -> SchoolsInputs:
    """All that the summary of an authority's accepted results tells.

    For publication protected pupils count wherever they were sent: a school that reads of one pupil fewer than it
    counts itself would know that another sent one too.
    """
    scope = Scope(Level.AUTHORITY, collection.authority.public_id)
    framework, as_told = load_framework(collection.year), edition is Edition.PUBLICATION
    counted = {one.school: one.counts for one in accepted_schools(framework, collection, as_told=as_told)}
    beside = comparators_for(scope, collection)
    return replace(_inputs(scope, collection, collection.authority.name, counted, beside), edition=edition)


def inputs_of_trust(collection: Collection, trust: Trust) -> SchoolsInputs:
    """All that a trust's report tells: of its own schools, and of others what these let the trust see.

    Without any school where the authority shows trusts no results.
    """
    scope = scope_of_trust(trust)
    others = schools_shown(scope, trust) if _may_see(collection) else []
    counted = confirmed_counts(collection, scope, others) if _may_see(collection) else {}
    first = School.objects.filter(trust=trust).order_by("pk").first()
    beside = comparators_for(scope, collection, first) if first else ()
    found = _inputs(scope, collection, trust.name, counted, [*_untold(collection, beside, counted)])
    return replace(found, others=tuple(_shared(one, counted) for one in others))


def scope_of_trust(trust: Trust) -> Scope:
    """What the people of a trust may see: its own schools."""
    own = School.objects.filter(trust=trust).values_list("public_id", flat=True)
    return Scope(Level.SCHOOL, trust.authority.public_id, frozenset(own))


def confirmed_counts(collection: Collection, scope: Scope, others: Sequence[School]) -> Counted:
    """The counts of the scope's schools, and of these others, by what each has confirmed."""
    rows = Return.objects.filter(request__collection=collection).exclude(in_force=InForce.NONE)
    found: QuerySet[Return] = scope.within(rows) | rows.filter(school__in=others)
    framework = load_framework(collection.year)
    return {one.school: one.counts for one in schools_in_force(framework, collection, found, as_told=True)}


def _untold(collection: Collection, beside: Sequence[Comparator], counted: Counted) -> Iterator[Comparator]:
    """The figures, the authority's withheld where whoever subtracts these schools is left with too few for a figure."""
    accepted = accepted_schools(load_framework(collection.year), collection)
    left = [one.counts.all for one in accepted if one.school not in counted and one.counts.all.eligible]
    is_told = bool(left) and isinstance(pooled(left), Withheld)
    for one in beside:
        tells = is_told and one.beside is Beside.AUTHORITY and one.withheld is None
        yield withheld(one.label, one.year, Reason.NEAR_SAME, one.beside) if tells else one


def digest_of_inputs(inputs: Iterable[SchoolsInputs]) -> str:
    """A digest of all that is told, whatever the day."""
    told = msgspec.msgpack.encode([replace(one, made_on=date.min) for one in inputs], enc_hook=str)
    return hashlib.sha256(told).hexdigest()


def _may_see(collection: Collection) -> bool:
    return practice_of(collection).trusts is Trusts.RESULTS


def _inputs(
    scope: Scope, collection: Collection, name: str, counted: Counted, beside: Sequence[Comparator]
) -> SchoolsInputs:
    load = last_roll_load(Scope(Level.AUTHORITY, collection.authority.public_id), collection)
    return SchoolsInputs(
        framework=load_framework(collection.year),
        name=name,
        authority=collection.authority.name,
        schools=tuple(_schools(scope, collection, counted)),
        made_on=clock.today(),
        comparators=tuple(one for one in beside if _fits(one, name)),
        rolled_on=load.taken_on if load else None,
        science=collection.science,
    )


def _fits(one: Comparator, name: str) -> bool:
    """Whether a comparator says something of several schools: no school's like, and nobody beside itself."""
    return one.beside in (Beside.EMERGING, Beside.NATIONAL) or (one.beside is Beside.AUTHORITY and one.label != name)


def _schools(scope: Scope, collection: Collection, counted: Counted) -> Iterator[OneSchool]:
    requests = asked_of(scope, collection, With.PUPILS)
    expected = expected_of_rolls(scope, collection)
    former = former_of(scope, [one.school for one in requests])
    for one in requests:
        history = former[one.school_id].history
        school = _one(one.school, counted.get(one.school_id), _standing(one, one.school_id in counted))
        yield replace(school, expected=expected.get(one.school_id), history=history.rows if history else ())


def _one(school: School, counts: GroupedCounts | None, standing: Standing) -> OneSchool:
    return OneSchool(
        name=school.name, urn=school.urn, type=school.type, phase=school.phase, counts=counts, standing=standing
    )


def _shared(school: School, counted: Counted) -> OneSchool:
    counts = counted.get(school.pk)
    return _one(school, counts, Standing.CONFIRMED if counts else Standing.WAITING)


def _standing(request: Request, is_counted: bool) -> Standing:
    kept = brought_by(request)
    in_force = kept.in_force if kept else InForce.NONE
    if in_force == InForce.ACCEPTED:
        return Standing.ACCEPTED
    if request.participation == Request.Participation.DECLINED and not is_counted:
        return Standing.DECLINED
    return Standing.WAITING if in_force == InForce.NONE else Standing.CONFIRMED
