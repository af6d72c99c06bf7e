"""The form that takes a file."""

from django import forms

from muster.portal.foundation.uploads import MEGABYTE, SCHOOL_FILE
from muster.portal.pages.returns.sending import FileForm
from muster.portal.pages.shared.forms import Form

ACCEPTED = ".xml,.csv,.xlsx,.zip"
"""What a browser offers to choose first; whatever is chosen is told by its content."""


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


class SendForm(FileForm):
    """A results file for a return."""

    file = results_file()


class CheckForm(Form):
    """A file to look at only."""

    file = results_file()
