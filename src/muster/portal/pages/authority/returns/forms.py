"""What is typed to ask a school: questions, what each is about, and by when they are to be answered."""

from django import forms

from muster.portal.pages.shared.fields import DayField
from muster.portal.pages.shared.forms import RevisedForm, say_what_is_missing
from muster.portal.returns.actions.moderating import LONGEST_QUESTION, Asked

MOST = 10
"""So many questions are asked at a time at most."""
WHOLE = "whole"
"""What is chosen of a question about the results as a whole."""
_ABOUT = {"subject": "subject", "rule": "rule", "pupil": "about"}
"""What the first part of a choice says that the question is about."""

Choices = list[tuple[str, str | list[tuple[str, str]]]]


class AskForm(RevisedForm):
    """Several questions, each with what it is about; one day for the answers.

    `fixed` where all that is asked is about explanations, or an answer, that were not enough: then there is one text.
    """

    number = forms.IntegerField(min_value=1, max_value=MOST, widget=forms.HiddenInput)
    explanation = forms.CharField(required=False, widget=forms.HiddenInput)
    follows = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    due_on = DayField(
        label="By when should the school answer?",
        help_text="Such as 26/6/2026. Leave it empty if there is no hurry.",
        required=False,
    )

    def __init__(
        self,
        data: object = None,
        *,
        choices: Choices,
        number: int = 1,
        fixed: bool = False,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fixed, self.asked_for = fixed, 1 if fixed else number
        due = self.fields.pop("due_on")
        for place in range(1, self.asked_for + 1):
            if not fixed:
                self.fields[f"about-{place}"] = _about(place, self.asked_for, choices)
            self.fields[f"text-{place}"] = _text(place, self.asked_for)
        self.fields["due_on"] = due

    @property
    def questions(self) -> list[Asked]:
        """The questions that were typed, each with what it is about."""
        given = self.cleaned_data
        found = []
        for place in range(1, self.asked_for + 1):
            kind, _, key = given.get(f"about-{place}", "").partition(":")
            about = {_ABOUT[kind]: key} if kind in _ABOUT else {}
            found.append(Asked(given[f"text-{place}"], due_on=given["due_on"], **about))
        return found


def _about(place: int, of: int, choices: Choices) -> forms.ChoiceField:
    label = "What is it about?" if of == 1 else f"What is question {place} about?"
    gone = "This is no longer in the results. Choose from the list."
    return forms.ChoiceField(label=label, choices=choices, error_messages={"invalid_choice": gone})


def _text(place: int, of: int) -> forms.CharField:
    field = forms.CharField(
        label="Your question" if of == 1 else f"Question {place}",
        max_length=LONGEST_QUESTION,
        # Of several, the others may be left empty, and are not asked.
        required=place == 1,
        error_messages={"max_length": f"Shorten this to {LONGEST_QUESTION:,} characters."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    say_what_is_missing("text", field)
    return field
