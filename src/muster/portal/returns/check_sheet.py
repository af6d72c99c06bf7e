"""What a check found as the workbook that goes back to a school: its rows, and what it is called."""

from collections.abc import Mapping, Sequence

from muster.checking.sheets import rows_of_causes, sheet_of
from muster.formats.export import Cell, xlsx_bytes
from muster.portal.collecting.models import Request, Waiver
from muster.portal.collecting.reads import waived_rules
from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.returns.models import Version
from muster.portal.returns.reads.causes import CauseHere
from muster.portal.returns.reads.findings import Found
from muster.portal.returns.saying import answer_in_words, said_of
from muster.rules.causes import Cause


def check_rows(
    scope: Scope, request: Request, version: Version, causes: Sequence[CauseHere], shared: Sequence[Cause] = ()
) -> list[list[Cell]]:
    """The causes of the version's latest check as rows, with what the school has said to each finding.

    `shared` are those of pupils whom another school has sent too: they come last.
    """
    vault = vault_of(request.authority.public_id)
    waived = waived_rules(scope, request)
    said = {id(one.finding): _answer_of(one, vault, waived) for here in causes for one in here.found}
    return rows_of_causes((*(here.cause for here in causes), *shared), _kind(version), lambda one: said.get(id(one)))


def check_workbook(school: School, rows: list[list[Cell]]) -> bytes:
    """The workbook: one sheet, named by the school's number, in which no text is a formula."""
    return xlsx_bytes([sheet_of(school.number, rows)])


def check_file_name(school: School, kind: str = "xlsx") -> str:
    """What the file is called: the URN, one underscore and no other, by which file senders find the school."""
    return f"{school.urn}_KS1 checks.{kind}"


def _kind(version: Version) -> str | None:
    """What the file was that the version came from."""
    while version.base is not None:
        version = version.base
    return version.kind or None


def _answer_of(found: Found, vault: Vault, waived: Mapping[str, Waiver]) -> str | None:
    """What the school has said: its explanation, or where the pupil is; else that it is waived, and on whose word."""
    if found.explanation:
        return said_of(found.explanation, vault).as_one
    if said := answer_in_words(found.answer, is_elsewhere=found.is_elsewhere):
        return said
    waiver = waived.get(found.row.rule)
    return f"Not asked of your school: {waiver.reason} Decided by {waiver.authorised_by}." if waiver else None
