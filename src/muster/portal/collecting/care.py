"""What an authority must have settled about the data before a collection opens."""

from datetime import date
from typing import Any

import msgspec

from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal

LONGEST = 120
"""Months: nothing is kept for more than ten years."""

_TEXTS = ("purposes", "dpia_reference", "privacy_notice")


class Care(msgspec.Struct, frozen=True, kw_only=True):
    """What the data is for, for how many months after the close each kind is kept, the impact assessment, the notice.

    Nothing has a default: a person decides each.
    """

    purposes: str
    keep_files: int
    keep_results: int
    keep_explanations: int
    keep_mail: int
    keep_logs: int
    dpia_reference: str
    dpia_date: date
    privacy_notice: str

    @property
    def fields(self) -> dict[str, Any]:
        """As the row keeps it."""
        plain = {name: getattr(self, name) for name in self.__struct_fields__}
        return plain | {name: plain[name].strip() for name in _TEXTS}


def check_care(care: Care) -> None:
    """Raises Refusal where a text is empty, a period is none, or the assessment is of a day to come."""
    if not all(getattr(care, name).strip() for name in _TEXTS):
        raise Refusal("care_missing")
    kept = (care.keep_files, care.keep_results, care.keep_explanations, care.keep_mail, care.keep_logs)
    if not all(0 < months <= LONGEST for months in kept):
        raise Refusal("care_period", longest=str(LONGEST))
    if care.dpia_date > clock.today():
        raise Refusal("dpia_to_come")
