"""What officers type when they remind schools."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from muster.portal.casework.schedule import IN_THE_MORNING
from muster.portal.collecting.times import moment
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.portal.pages.authority.chasing.choosing import TickForm
from muster.portal.pages.shared.fields import ClockField, DayField

NOW, LATER = "now", "later"


class SetForm(TickForm):
    """Which schools something is for, and when it happens; kept once, however often it is sent.

    `what` says in the sentences what happens then.
    """

    what = ""
    when = forms.ChoiceField(
        label="When?",
        choices=[(NOW, "Now"), (LATER, "On a day and hour")],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    day = DayField(label="Day", help_text="For a later day, such as 12/6/2026.", required=False)
    time = ClockField(label="Time", help_text="Such as 8:30am.", required=False, initial=IN_THE_MORNING)
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, known: Iterable[School], data: Any = None, *, begin: bool = True) -> None:  # noqa: ANN401 - posted
        super().__init__(known, data, begin=begin, initial={"once": new_key()})

    def clean(self) -> dict[str, Any]:
        """What is for later has a day and an hour that a clock shows."""
        given = super().clean() or self.cleaned_data
        given["due_at"] = None
        if given.get("when") == LATER and not self.errors.keys() & {"day", "time"}:
            given["due_at"] = self._moment(given)
        return given

    def _moment(self, given: dict[str, Any]) -> datetime | None:
        if not given.get("day") or not given.get("time"):
            missing = "day" if not given.get("day") else "time"
            self.add_error(missing, f"Enter the {missing} on which {self.what}.")
            return None
        try:
            return moment(given["day"], given["time"])
        except Refusal as refusal:
            self.refuse(refusal, "time")
            return None


class ReminderForm(SetForm):
    """Which schools to remind, and when."""

    what = "the reminder is to go"
