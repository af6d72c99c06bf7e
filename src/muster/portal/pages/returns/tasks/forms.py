"""What is typed when a school does not take part, and in answer to the authority's questions."""

from django import forms

from muster.portal.pages.post.forms import LONGEST, NO_PUPILS
from muster.portal.pages.shared.forms import RevisedForm

_REASON = 2_000


def _text(label: str, hint: str, longest: int, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=required,
        error_messages={"max_length": f"Shorten this to {longest:,} characters."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DeclineForm(RevisedForm):
    """That the school does not take part, and why."""

    reason = _text("Why your school is not taking part", NO_PUPILS, _REASON, required=False)


class RejoinForm(RevisedForm):
    """That the school takes part after all."""


class AnswerForm(RevisedForm):
    """The answer to one question."""

    question = forms.CharField(max_length=16, widget=forms.HiddenInput)
    text = _text(
        "Your answer", "Do not give a diagnosis, or say more about a family than is needed.", LONGEST, required=True
    )
