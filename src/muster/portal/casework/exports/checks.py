"""A workbook of checks for each school, to send back in whatever way the authority sends files."""

import zipfile
from collections.abc import Callable
from typing import IO

import msgspec

from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.duplicates.crossed import Crossing
from muster.portal.duplicates.reads.crossing import crossing_of_returns
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.returns.check_sheet import check_file_name, check_rows, check_workbook
from muster.portal.returns.models import Return, Version
from muster.portal.returns.reads.causes import causes_of_return
from muster.portal.returns.reads.standing import Standing
from muster.rules.causes import causes_among


class Checked(msgspec.Struct, frozen=True):
    """What is in the archive: schools, and findings in all."""

    schools: int
    findings: int


def schools_brought(scope: Scope, batch: BulkImport) -> frozenset[int]:
    """The schools of which a file of the import was taken, by their keys."""
    rows = ImportedFile.objects.filter(batch=batch, outcome=ImportedFile.Outcome.TAKEN)
    return frozenset(key for key in scope.within(rows, school=None).values_list("school_id", flat=True) if key)


def write_checks(
    scope: Scope, standing: list[Standing], to: IO[bytes], done: Callable[[], object] = lambda: None
) -> Checked:
    """Write a zip of these schools' workbooks, of each the results that it works on; schools without any have none.

    `done` is called after each school. Nothing at all is written where no school has sent anything.
    """
    sent = [(one.school_return, found) for one in standing if (found := _newest(one)) and one.school_return]
    if not sent:
        return Checked(0, 0)
    findings = 0
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        crossings = _crossings(scope, [school_return for school_return, _ in sent])
        for school_return, version in sent:
            findings += _write(scope, archive, school_return, version, crossings[school_return.pk])
            done()
    return Checked(len(sent), findings)


def _newest(standing: Standing) -> Version | None:
    return standing.school_return.version if standing.school_return else None


def _crossings(scope: Scope, returns: list[Return]) -> dict[int, Crossing]:
    """What is said of pupils whom another school has sent too; the returns are of one collection."""
    return crossing_of_returns(scope, returns[0].request.collection, returns)


def _write(scope: Scope, archive: zipfile.ZipFile, school_return: Return, version: Version, crossing: Crossing) -> int:
    school, causes = school_return.school, causes_of_return(scope, school_return, version)
    shared = causes_among((one.finding for one in crossing.shared), {})
    rows = check_rows(scope, school_return.request, version, causes, shared)
    there = clock.now().astimezone(clock.LONDON)
    day = (there.year, there.month, there.day, there.hour, there.minute, there.second)
    # Workbooks are packed already.
    archive.writestr(zipfile.ZipInfo(check_file_name(school), day), check_workbook(school, rows))
    return len(rows)
