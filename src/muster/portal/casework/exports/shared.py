"""Pupils whom two schools have sent, as rows of each school's findings (X01 to X03)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from muster.formats.export import Cell
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.crossed import CrossedPupil
from muster.portal.duplicates.reads.cases import cases_of
from muster.portal.duplicates.reads.crossing import crossing_of_returns
from muster.portal.foundation.scope import Scope
from muster.portal.returns.reads.standing import Standing
from muster.rules.causes import SEVERITY_WORDS, causes_among

SharedRows = Mapping[int, list[list[Cell]]]
"""By a return's key the cells of each row, from the check's number on."""

_TO_SETTLE = "For you to settle"


def shared_rows(scope: Scope, collection: Collection, standing: Iterable[Standing]) -> SharedRows:
    """What is said of these schools' pupils whom another has sent: nothing of what is settled, or of the protected.

    Each row is about the school's own pupil as it sent them; the other schools are named at its end, for officers.
    """
    returns = [one.school_return for one in standing if one.school_return]
    crossings = crossing_of_returns(scope, collection, returns)
    if not any(one.shared for one in crossings.values()):
        return {}
    senders = _senders(scope, collection)
    return {
        one.pk: [_cells(told, senders.get((one.school_id, told.child), {})) for told in crossings[one.pk].shared]
        for one in returns
    }


def _cells(told: CrossedPupil, senders: Mapping[str, str]) -> list[Cell]:
    finding = told.finding
    (cause,) = causes_among([finding], {})
    others = "; ".join(f"{number} {name}" for number, name in sorted(senders.items()))
    return [
        finding.rule, SEVERITY_WORDS[finding.severity], cause.rule.title, finding.pupil, finding.upn, finding.subject,
        finding.value, finding.message, _TO_SETTLE, "", "", "", "", others,
    ]  # fmt: skip


def _senders(scope: Scope, collection: Collection) -> dict[tuple[int, int], dict[str, str]]:
    """By a school's key and a child's the other schools that have sent the child: their names by number."""
    found: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for view in cases_of(scope, collection):
        for claim in view.claims:
            there = {
                one.school.number: one.school.name for one in view.claims if one.is_sent and one.school != claim.school
            }
            for child in claim.children:
                found[claim.school.pk, child.pk].update(there)
    return found
