"""A school's file checked beside what its authority holds: roll, former years, settings."""

from collections.abc import Sequence
from typing import Any

import msgspec

from muster.checking import view_file
from muster.portal.collecting.models import Collection, Request, Waiver
from muster.portal.collecting.reads import waivers_of
from muster.portal.collecting.terms import settings_of
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.returns.models import IdentityCorrection
from muster.portal.rolls.reads import SchoolsRoll, history_of, history_revision, roll_revision, school_roll
from muster.records import CheckContext, CheckResult, CollectionSettings, Expected, ResultsFile, SubmittingSchool
from muster.rules import ReturnView, run_rules
from muster.rules.waiving import WAIVED


class Beside(msgspec.Struct, frozen=True):
    """What a return is checked beside: the context of the check, the roll with its children, and how new each is."""

    context: CheckContext
    roll: SchoolsRoll | None
    checked_with: dict[str, Any]


class Checked(msgspec.Struct, frozen=True):
    """A file, the return as the rules saw it, and their answer."""

    file: ResultsFile
    view: ReturnView
    result: CheckResult

    @property
    def is_stopped(self) -> bool:
        """Whether the file is no return of this school and year at all: it must not replace anything."""
        return self.view.stop is not None


def beside(request: Request, receipts: frozenset[str] | None = None) -> Beside:
    """What is held for the request's school: the machine's own read, whoever sends. `receipts` are digests known."""
    collection, school = request.collection, request.school
    scope = Scope(Level.AUTHORITY, collection.authority.public_id)
    held, waivers = school_roll(scope, collection, school), waivers_of(scope, request)
    context = CheckContext(
        today=clock.today(),
        year=collection.year,
        settings=_settings(collection, waivers),
        school=submitting(school),
        expected=Expected(roll=held.roll if held else None, history=history_of(scope, school)),
        receipts=receipts,
    )
    return Beside(context, held, _checked_with(scope, request, held, waivers))


def _checked_with(
    scope: Scope, request: Request, held: SchoolsRoll | None, waivers: Sequence[Waiver]
) -> dict[str, Any]:
    """The revisions that a check of this moment goes by: another check is due where one of them has gone on."""
    collection, school = request.collection, request.school
    return {
        "roll": held.revision if held else roll_revision(scope, collection, school),
        "history": history_revision(scope, school),
        "collection": collection.revision,
        "school": school.revision,
        "waivers": sum(one.revision for one in waivers),
        "identities": IdentityCorrection.objects.filter(result__version__school_return__request=request).count(),
    }


def _settings(collection: Collection, waivers: Sequence[Waiver]) -> CollectionSettings:
    """The collection's settings as they are for a school: what is waived for it only notes, unless it is off."""
    settings = settings_of(collection)
    rules = [one.rule for one in waivers if one.ended_at is None]
    waived = {rule: WAIVED for rule in rules if settings.softened.get(rule) != "off"}
    return msgspec.structs.replace(settings, softened=settings.softened | waived) if waived else settings


def submitting(school: School) -> SubmittingSchool:
    """The school as a check takes it."""
    return SubmittingSchool(school.la, school.estab, school.urn, school.name, tuple(school.predecessors))


def checked(file: ResultsFile, context: CheckContext) -> Checked:
    """Check records that were read."""
    view = view_file(file, context)
    return Checked(file, view, run_rules(view))
