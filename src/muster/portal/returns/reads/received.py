"""What a version came from: the file, and what was changed on screen since."""

import msgspec

from muster.portal.collecting.terms import framework_of, settings_of
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Correction, Return, Version
from muster.portal.returns.reads.returns import versions_of
from muster.portal.rolls.models import ExpectedPupil
from muster.records import Roll, RollEntry
from muster.rules.roll_match import expected_entries


class Received(msgspec.Struct, frozen=True):
    """The file of a version, who sent it, and when in words; how many changes were made on screen since, last by whom.

    `file_name` is "" where the file's version is not within the scope.
    """

    file_name: str
    by_name: str
    when: str
    late: bool
    changes: int
    changed_by: str
    changed_when: str


def received(scope: Scope, school_return: Return, version: Version) -> Received:
    """What the version came from."""
    by_key = {one.pk: one for one in versions_of(scope, school_return)}
    chain = [version]
    while (base := by_key.get(chain[-1].base_id or 0)) is not None:
        chain.append(base)
    file, screens = chain[-1], chain[:-1]
    return Received(
        file_name=file.file_name,
        by_name=file.made_by_name,
        when=clock.in_words(file.made_at),
        late=file.late,
        changes=_changes(scope, screens),
        changed_by=screens[0].made_by_name if screens else "",
        changed_when=clock.in_words(screens[0].made_at) if screens else "",
    )


def expected_number(scope: Scope, school_return: Return) -> int:
    """How many pupils are expected of the school, as a check counts them; 0 without a roll. No identity is opened."""
    collection = school_return.request.collection
    rows = ExpectedPupil.objects.filter(
        collection=collection, school=school_return.school_id, identity__erased_at__isnull=True
    )
    columns = scope.within(rows).values_list("nc_year", "enrol_status", "leaving_date")
    entries = tuple(
        RollEntry(
            la="", estab="", upn="", surname="", forename="", nc_year=year, enrol_status=status, leaving_date=left
        )
        for year, status, left in columns
    )
    roll, settings = Roll(collection.test_period_from, entries), settings_of(collection)
    return len(expected_entries(roll, framework_of(collection.year).nc_year, settings, collection.test_period_from))


def _changes(scope: Scope, versions: list[Version]) -> int:
    if not versions:
        return 0
    rows = Correction.objects.filter(version__in=versions)
    return scope.within(rows, school="version__school_return__school").count()
