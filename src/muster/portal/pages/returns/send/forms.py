"""The form that takes a file."""

from typing import Any

from django import forms

from muster.portal.foundation.once import new_key
from muster.portal.foundation.uploads import MEGABYTE, SCHOOL_FILE
from muster.portal.pages.shared.forms import Form, RevisedForm

ACCEPTED = ".xml,.csv,.xlsx,.zip"
"""What a browser offers to choose first; whatever is chosen is told by its content."""

CUT_OFF = "Your file did not arrive whole, so nothing was taken. Choose it, and send it again."


def results_file() -> forms.FileField:
    """A field for one results file."""
    return forms.FileField(
        label="Your results file",
        help_text=(
            f"A CTF (.xml), a spreadsheet (.csv or .xlsx), or a zip file of one of them. {SCHOOL_FILE // MEGABYTE} MB "
            "at most."
        ),
        error_messages={
            "invalid": "Choose your results file.",
            "missing": "Choose your results file.",
            "empty": "That file is empty: it holds nothing at all. Make it again, then choose the new one.",
        },
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class SendForm(RevisedForm):
    """A file for a return, and the form's own key, by which a double click is told.

    A browser sends the hidden fields behind the file, so that an upload which was cut off has none, and is not taken.
    """

    file = results_file()
    once = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)

    def __init__(self, *args: Any, revision: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, initial={"revision": revision, "once": new_key()}, **kwargs)
        self.fields["revision"].error_messages["required"] = CUT_OFF


class CheckForm(Form):
    """A file to look at only."""

    file = results_file()
