"""The form that takes a file."""

from django import forms

from muster.portal.foundation.uploads import MEGABYTE, SCHOOL_FILE
from muster.portal.pages.returns.sending import FileForm


class HandInForm(FileForm):
    """The file that is all that is asked for."""

    file = forms.FileField(
        label="Your file",
        help_text=f"{SCHOOL_FILE // MEGABYTE} MB at most.",
        error_messages={
            "invalid": "Choose your file.",
            "missing": "Choose your file.",
            "empty": "That file is empty: it holds nothing at all. Make it again, then choose the new one.",
        },
    )
