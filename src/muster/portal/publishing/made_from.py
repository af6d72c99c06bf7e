"""What a return's reports are made from: what is held of the school, as the school itself may see it."""

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
from muster.portal.returns.models import Return, Version
from muster.portal.returns.reads.causes import causes_of_return
from muster.portal.returns.reads.results import PupilResult, results_of
from muster.portal.rolls.reads import history_of, school_roll
from muster.records import RollEntry
from muster.reporting.content import Comparator, Edition, Queried, ReportInputs, ReportPupil, ReportSchool

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
    """What is asked of the version in force, by kind: what was put right before is not asked any more."""
    for here in causes_of_return(scope, school_return, version):
        if here.is_question:
            number = here.cause.number
            yield Queried(kind=here.cause.rule.title, number=number, explained=number - here.open_number)
