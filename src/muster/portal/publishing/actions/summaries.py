"""Reports of several schools: asked for by a person, made by a worker, and given out."""

from collections.abc import Mapping

from django.db import IntegrityError
from django.db.models import QuerySet

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, leases
from muster.portal.foundation.actor import SYSTEM, Actor
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Trust
from muster.portal.publishing.models import CollectionBuild, CollectionEdition
from muster.portal.publishing.of_schools import digest_of_inputs, inputs_of_authority, inputs_of_trust
from muster.portal.publishing.papers import Kept, kept_papers
from muster.portal.publishing.summaries import is_there_any
from muster.reporting.content import Edition, Paper, SchoolsInputs, authority_summary, trust_report

WORK = "summaries"
"""The name under which they are worked off."""
WITH = ("authority", "collection__authority", "trust__authority")

_Kind = CollectionEdition.Kind


def ask_for_summary(actor: Actor, collection: Collection, trust: Trust | None = None) -> CollectionBuild:
    """Have the authority's summary made with its edition for publication, or the report for a trust.

    Where it is being made already, that is what is given. Raises Refusal where no school's results are counted.
    """
    if not is_there_any(collection, trust):
        raise Refusal("summary_nothing")
    found = _under_way(collection, trust).first()
    return found or _begun(actor, collection, trust)


def do_summary(build: CollectionBuild) -> None:
    """Make what was asked for under the lease, all or nothing, unless it would be as the newest is."""
    inputs, begun = _inputs(build), clock.now()
    made_of = digest_of_inputs(inputs.values())
    newest = _editions(build).order_by("-number").first()
    if newest is not None and newest.built_from == made_of:
        leases.finish(build, unchanged=True)
        return
    number = newest.number + 1 if newest else 1
    with kept_papers(build.authority.public_id, _papers(inputs), begun) as kept:
        made = [_edition(build, one, inputs[one.kind]) for one in kept]
        for edition in made:
            edition.number, edition.built_from, edition.made_at = number, made_of, begun
        _keep(build, made)


def record_summary_taken(actor: Actor, edition: CollectionEdition) -> None:
    """Record that the actor looks at the report or downloads it, before it is given out."""
    with action(actor, edition.authority.public_id) as act:
        act.record("summary.taken", edition, kind=edition.kind, number=edition.number)


def _keep(build: CollectionBuild, made: list[CollectionEdition]) -> None:
    """Say that they are made; raises LeaseLost, and keeps nothing, where another has the work now."""
    with action(SYSTEM, build.authority.public_id) as act:
        leases.finish(build)
        for edition in made:
            edition.save(force_insert=True)
            act.record("summary.made", edition, kind=edition.kind, number=edition.number)


def _begun(actor: Actor, collection: Collection, trust: Trust | None) -> CollectionBuild:
    try:
        with action(actor, collection.authority.public_id) as act:
            row = CollectionBuild.objects.create(
                authority=collection.authority,
                collection=collection,
                trust=trust,
                by=actor.public_id,
                by_name=actor.name,
            )
            act.record("summary.asked", row, collection=collection.public_id)
            nudge(WORK, row.public_id)
    except IntegrityError:
        return _under_way(collection, trust).get()
    return row


def _under_way(collection: Collection, trust: Trust | None) -> QuerySet[CollectionBuild]:
    return CollectionBuild.objects.filter(collection=collection, trust=trust, finished_at=None, stopped_at=None)


def _editions(build: CollectionBuild) -> QuerySet[CollectionEdition]:
    return CollectionEdition.objects.filter(collection=build.collection, trust=build.trust)


def _inputs(build: CollectionBuild) -> dict[CollectionEdition.Kind, SchoolsInputs]:
    """What each of its reports tells."""
    if build.trust:
        return {_Kind.TRUST: inputs_of_trust(build.collection, build.trust)}
    return {
        _Kind.AUTHORITY: inputs_of_authority(build.collection),
        _Kind.PUBLICATION: inputs_of_authority(build.collection, Edition.PUBLICATION),
    }


def _papers(inputs: Mapping[CollectionEdition.Kind, SchoolsInputs]) -> dict[CollectionEdition.Kind, Paper]:
    return {kind: trust_report(one) if kind is _Kind.TRUST else authority_summary(one) for kind, one in inputs.items()}


def _edition(build: CollectionBuild, kept: Kept[CollectionEdition.Kind], inputs: SchoolsInputs) -> CollectionEdition:
    return CollectionEdition(
        authority=build.authority,
        collection=build.collection,
        trust=build.trust,
        kind=kept.kind,
        name=kept.name,
        file=kept.file.name,
        paper=kept.paper.name,
        sha256=kept.file.sha256,
        size=kept.file.size,
        urns=[one.urn for one in (*inputs.schools, *inputs.others) if one.pupils] if build.trust else [],
    )
