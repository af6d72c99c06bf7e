"""What stands of every return to a collection: the version that the authority goes by, its pupils, its counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec
from django.db.models import QuerySet

from muster.framework import load_framework
from muster.measures import Counts, count_rows
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.brought import brought_by
from muster.portal.returns.claims import counted, struck_among
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Confirmation, Result, Return, Version
from muster.portal.returns.reads.asked import With, asked_of
from muster.portal.returns.reads.identities import identities_of
from muster.portal.returns.sealing import content_of
from muster.portal.returns.states import State, state_of
from muster.records import PupilRecord


class Which(StrEnum):
    """Of which schools: all that were asked, or those whose results were accepted."""

    ALL = "all"
    ACCEPTED = "accepted"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One school's line: its request, how far it is, and the version that counts.

    `version` is the one in force; where nothing is confirmed, the newest; None where nothing was sent. `confirmation`
    is of the version in force.
    """

    request: Request
    state: State
    is_accepted: bool = False
    school_return: Return | None = None
    version: Version | None = None
    confirmation: Confirmation | None = None


class StandingPupil(msgspec.Struct, frozen=True):
    """A pupil of a version that counts: the row, the child's key, who it is, and the record as the file had it.

    `who` has the authority's corrections in it, and is None once the pupil was erased; then `record` is empty.
    `is_struck` says that the pupil is counted at another school.
    """

    row: Result
    child: str
    who: IdentityRecord | None
    record: PupilRecord
    is_struck: bool = False


def standing_of(
    scope: Scope, collection: Collection, which: Which = Which.ALL, *, brief: bool = False
) -> list[Standing]:
    """The schools that were asked, by name, without the versions' records. Two queries, however many schools.

    In brief there is what `With.BRIEF` says, of versions their key, of confirmations when and by which receipt.
    """
    requests = asked_of(scope, collection, With.BRIEF if brief else With.VERSIONS)
    chosen = [one for one in requests if which is Which.ALL or _is_accepted(one)]
    signed = _in_force(scope, [found for one in chosen if (found := brought_by(one)) is not None], brief=brief)
    return [_line(request, signed) for request in chosen]


def pupils_of(scope: Scope, standing: Standing) -> list[StandingPupil]:
    """The pupils of the school's version that counts, in the file's order; none where nothing was sent."""
    if standing.version is None:
        return []
    held = _results(scope, [standing.version.pk])
    rows, struck = list(held.select_related("child").order_by("place")), struck_among(held)
    version = Version.objects.get(pk=standing.version.pk)
    records = content_of(version, vault_of(standing.request.authority.public_id)).pupils
    who = identities_of(scope, rows)
    return [_pupil(row, who[row.pk].record, records[row.place], is_struck=row.pk in struck) for row in rows]


def counts_of_all(scope: Scope, collection: Collection, standing: Sequence[Standing]) -> dict[int, Counts]:
    """By the version's key the counts of every version that counts. One query: no name is read for them.

    Pupils who are counted at another school are not counted.
    """
    versions = [one.version.pk for one in standing if one.version is not None]
    framework = load_framework(collection.year)
    # A child who is listed twice is one pupil.
    pupils: dict[int, dict[int, Sequence[str]]] = defaultdict(dict)
    rows = counted(_results(scope, versions)).order_by("version_id", "place")  # as their index has them
    for row in rows.values_list("version_id", "child_id", *framework.by_key):
        version, child = row[:2]
        pupils[version][child] = row[2:]
    return {key: count_rows(framework, pupils[key].values(), science=collection.science) for key in versions}


def _results(scope: Scope, versions: Iterable[int]) -> QuerySet[Result]:
    rows = Result.objects.filter(version__in=list(versions))
    return scope.within(rows, school="version__school_return__school")


def _is_accepted(request: Request) -> bool:
    found = brought_by(request)
    return found is not None and found.in_force == InForce.ACCEPTED


def _line(request: Request, signed: dict[int, Confirmation]) -> Standing:
    kept = brought_by(request)
    found = kept or Return(authority=request.authority, request=request, school=request.school)
    in_force = found.in_force != InForce.NONE
    return Standing(
        request=request,
        state=state_of(found.facts, reports=found.has_reports),
        is_accepted=found.in_force == InForce.ACCEPTED,
        school_return=kept,
        version=found.confirmed if in_force else found.newest,
        confirmation=signed.get(found.confirmed_id or 0) if in_force else None,
    )


def _in_force(scope: Scope, returns: Sequence[Return], *, brief: bool) -> dict[int, Confirmation]:
    """By the version's key its newest confirmation that was not withdrawn, without the bytes that were signed."""
    versions = [one.confirmed_id for one in returns if one.confirmed_id]
    rows = Confirmation.objects.filter(version__in=versions, withdrawn_at=None).order_by("at", "pk")
    wanted = rows.only("version", "at", "receipt") if brief else rows.defer("signed")
    return {row.version_id: row for row in scope.within(wanted, school="school_return__school")}


def _pupil(row: Result, who: IdentityRecord | None, record: PupilRecord, *, is_struck: bool) -> StandingPupil:
    kept = record if who is not None else PupilRecord(line=record.line)
    return StandingPupil(row, row.child.public_id, who, kept, is_struck)
