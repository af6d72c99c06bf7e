"""What a school says of a pupil whom another school has also sent: its own dates, registration and view."""

from typing import Any

from django import forms

from muster.portal.duplicates.actions.answering import OwnAnswer
from muster.portal.duplicates.models import Ask
from muster.portal.duplicates.policies import LONGEST_TEXT
from muster.portal.duplicates.reads.own_sides import OwnSide
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.shared.fields import DayField
from muster.portal.pages.shared.forms import RevisedForm

FIELDS = {
    "case_view_missing": "view",
    "case_registration_unknown": "registration",
    "case_text_long": "text",
    "pupil_day_long_ago": "entry",
    "case_day_late": "leaving",
    "case_dates_backwards": "leaving",
}
"""Where a refusal of an answer is said."""


_UNREADABLE = {"unreadable": Refusal("pupil_day_missing").sentence}


class OwnSideForm(RevisedForm):
    """The school's own dates, registration and view of one pupil, filled in as far as they are known."""

    entry = DayField(
        label="First day on your roll",
        help_text="For example, 14/5/2026.",
        required=False,
        error_messages=_UNREADABLE,
    )
    leaving = DayField(
        label="Last day on your roll, if the pupil has left",
        help_text="The leaving day counts.",
        required=False,
        error_messages=_UNREADABLE,
    )
    registration = forms.ChoiceField(
        label="How is the pupil registered?", choices=Ask.Registration.choices, widget=forms.RadioSelect
    )
    view = forms.ChoiceField(
        label="Who submits this pupil, as far as you can say?",
        choices=Ask.View.choices,
        widget=forms.RadioSelect,
        error_messages={"required": Refusal("case_view_missing").sentence},
    )
    text = forms.CharField(
        label="Anything else",
        help_text="Do not give a diagnosis, or say more about a family than is needed.",
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": Refusal("case_text_long", longest=f"{LONGEST_TEXT:,}").sentence},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, side: OwnSide, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        self.side = side
        known = {
            "revision": revision_of(side),
            "entry": side.claim.entry.day,
            "leaving": side.claim.leaving.day,
            "registration": Ask.Registration.MAIN,
        }
        super().__init__(data, prefix=side.public_id, initial=known, auto_id="id_%s")

    @property
    def answer(self) -> OwnAnswer:
        """What was said."""
        given = self.cleaned_data
        return OwnAnswer(
            entry=given["entry"],
            leaving=given["leaving"],
            registration=given["registration"],
            view=given["view"],
            text=given["text"],
        )


def revision_of(side: OwnSide) -> int:
    """The revision of what the school is asked; 0 where it is asked nothing."""
    return side.ask.revision if side.ask is not None else 0
