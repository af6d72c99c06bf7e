"""A school's file checked beside what its authority holds: roll, former years, settings."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.db.models import Count

from muster.checking import view_file
from muster.portal.collecting.models import Collection, Request, Waiver
from muster.portal.collecting.reads import waivers_by_school
from muster.portal.collecting.terms import settings_of
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.returns.models import IdentityCorrection
from muster.portal.rolls.reads import Former, SchoolsRoll, former_of, roll_revisions, school_rolls
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
    (held,) = beside_each([request]).values()
    return msgspec.structs.replace(held, context=msgspec.structs.replace(held.context, receipts=receipts))


def beside_each(requests: Sequence[Request]) -> dict[int, Beside]:
    """By request's key what is held for the school of each of these requests of one collection, in a few queries."""
    if not requests:
        return {}
    collection, schools = requests[0].collection, [one.school for one in requests]
    scope = Scope(Level.AUTHORITY, collection.authority.public_id)
    rolls, waivers = school_rolls(scope, collection, schools), waivers_by_school(scope, collection, schools)
    former, corrections = former_of(scope, schools), _corrections(requests)
    without = [school for school in schools if school.pk not in rolls]
    revisions = roll_revisions(scope, collection, without) if without else {}
    return {
        one.pk: _beside(
            one,
            rolls.get(one.school_id),
            former[one.school_id],
            waivers[one.school_id],
            {"roll": revisions.get(one.school_id, 0), "identities": corrections.get(one.pk, 0)},
        )
        for one in requests
    }


def _beside(
    request: Request, held: SchoolsRoll | None, former: Former, waivers: Sequence[Waiver], had: dict[str, int]
) -> Beside:
    """One school's own. `had` are the revisions that nothing else tells.

    The revisions are those that a check of this moment goes by: another is due where one of them has gone on.
    """
    collection, school = request.collection, request.school
    context = CheckContext(
        today=clock.today(),
        year=collection.year,
        settings=settings_for(collection, waivers),
        school=submitting(school),
        expected=Expected(roll=held.roll if held else None, history=former.history),
    )
    checked_with = {
        "roll": held.revision if held else had["roll"],
        "history": former.revision,
        "collection": collection.revision,
        "school": school.revision,
        "waivers": sum(one.revision for one in waivers),
        "identities": had["identities"],
    }
    return Beside(context, held, checked_with)


def _corrections(requests: Sequence[Request]) -> dict[int, int]:
    """By request's key how often it was put right who a pupil is, of those where it was."""
    path = "result__version__school_return__request"
    rows = IdentityCorrection.objects.filter(**{f"{path}__in": requests}).order_by()
    return dict(rows.values(path).annotate(number=Count("pk")).values_list(path, "number"))


def settings_for(collection: Collection, waivers: Sequence[Waiver]) -> CollectionSettings:
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
