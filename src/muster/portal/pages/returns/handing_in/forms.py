"""The form that takes a file."""

from typing import Any

from django import forms

from muster.portal.foundation.once import new_key
from muster.portal.foundation.uploads import MEGABYTE, SCHOOL_FILE
from muster.portal.pages.returns.send.forms import CUT_OFF
from muster.portal.pages.shared.forms import RevisedForm


class HandInForm(RevisedForm):
    """A file, and the form's own key, by which a double click is told.

    A browser sends the hidden fields behind the file, so that an upload which was cut off has none, and is not taken.
    """

    file = forms.FileField(
        label="Your file",
        help_text=f"{SCHOOL_FILE // MEGABYTE} MB at most.",
        error_messages={
            "invalid": "Choose your file.",
            "missing": "Choose your file.",
            "empty": "That file is empty: it holds nothing at all. Make it again, then choose the new one.",
        },
    )
    once = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)

    def __init__(self, *args: Any, revision: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, initial={"revision": revision, "once": new_key()}, **kwargs)
        self.fields["revision"].error_messages["required"] = CUT_OFF
