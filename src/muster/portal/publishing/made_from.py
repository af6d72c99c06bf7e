"""What a return's reports are made from: what is held of the school, as the school itself may see it."""

from collections import Counter
from collections.abc import Iterator

from muster.framework import Framework, load_framework
from muster.measures import measured
from muster.portal.benchmarks.reads.comparing import Comparing
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.expecting import wanted
from muster.portal.returns.models import Finding, Return, Version
from muster.portal.returns.reads.causes import causes_of_return
from muster.portal.returns.reads.results import PupilResult, results_of
from muster.portal.rolls.reads import history_of, school_roll
from muster.records import RollEntry, Severity
from muster.reporting.content import Comparator, Edition, Queried, ReportInputs, ReportPupil, ReportSchool
from muster.rules.catalogue import rules_of

_NOBODY = IdentityRecord("", "")


def inputs_of(
    school_return: Return, version: Version, edition: Edition, comparators: tuple[Comparator, ...]
) -> ReportInputs:
    """All that a report of this edition tells, beside these comparators.

    Seen with the school's own eyes, so that nothing of a pupil stands in it that the school's pages do not say.
    """
    collection, school = school_return.request.collection, school_return.school
    scope = eyes_of(school)
    held, history = school_roll(scope, collection, school), history_of(scope, school)
    framework = load_framework(collection.year)
    roll = {one.child: one.entry for one in held.pupils} if held else {}
    return ReportInputs(
        framework=framework,
        school=_school(school, collection),
        pupils=tuple(_pupil(framework, one, roll.get(one.child)) for one in _counted(scope, version)),
        made_on=clock.today(),
        edition=edition,
        history=history.rows if history else (),
        comparators=comparators,
        queried=tuple(_queried(scope, school_return, version)),
        expected=len(wanted(held.roll, collection)) if held else None,
        rolled_on=held.taken_on if held else None,
        science=collection.science,
    )


def compared_with(school_return: Return, comparing: Comparing | None = None) -> tuple[Comparator, ...]:
    """What the school's results stand beside in its reports: what is open to schools now.

    `comparing` is of the return's collection, for many of its schools one after another.
    """
    of_collection = comparing or Comparing(school_return.request.collection)
    return of_collection.of(eyes_of(school_return.school), school_return.school)


def eyes_of(school: School) -> Scope:
    """What the school itself may see."""
    return Scope(Level.SCHOOL, school.authority.public_id, frozenset({school.public_id}))


def _school(school: School, collection: Collection) -> ReportSchool:
    name = collection.authority.name
    return ReportSchool(name=school.name, urn=school.urn, authority=name, type=school.type, phase=school.phase)


def _counted(scope: Scope, version: Version) -> list[PupilResult]:
    """The pupils whom the school counts: a child who is listed twice is one, and who counts elsewhere is none."""
    return list({one.child: one for one in results_of(scope, version) if not one.is_struck}.values())


def _pupil(framework: Framework, one: PupilResult, entry: RollEntry | None) -> ReportPupil:
    """The pupil; one who was erased has outcomes alone."""
    who = one.who or _NOBODY
    codes = {key: str(getattr(one.row, key)) for key in framework.by_key}
    return ReportPupil(
        surname=who.surname,
        forename=who.forename,
        upn=who.upn,
        born=who.dob,
        measured=measured(framework, codes, entry if one.who else None, sex=who.sex, born=who.dob),
    )


def _queried(scope: Scope, school_return: Return, version: Version) -> Iterator[Queried]:
    """What was asked, by kind: of earlier versions, where it was put right since, and of the version in force."""
    corrected = _corrected(version)
    for here in causes_of_return(scope, school_return, version):
        if here.is_question:
            gone, number = corrected.pop(here.cause.rule.id, 0), here.cause.number
            explained = number - here.open_number
            yield Queried(kind=here.cause.rule.title, number=number + gone, corrected=gone, explained=explained)
    for rule in rules_of(version.school_return.request.collection.year):
        if gone := corrected.get(rule.id, 0):
            yield Queried(kind=rule.title, number=gone, corrected=gone)


def _corrected(version: Version) -> Counter[str]:
    """By rule, of how many pupils an earlier version was asked about what is not asked of this one any more.

    Of a whole file it counts where nothing of its kind is asked any more: other figures are no other question.
    """
    asked = Finding.objects.filter(severity=Severity.QUERY)
    now = {(row.rule, row.child_id, row.subject) for row in asked.filter(version=version)}
    earlier = asked.filter(version__school_return=version.school_return, version__number__lt=version.number)
    before = {(row.rule, row.child_id, row.subject) for row in earlier}
    return Counter(rule for rule, *_ in before - now)
