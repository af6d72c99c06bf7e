"""The forms of bringing in files: what is brought, and which of it is taken."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import sentences
from muster.portal.foundation.uploads import MANY_FILES, MEGABYTE
from muster.portal.pages.shared.forms import Form, RevisedForm

_CUT_OFF = "Your files did not arrive whole, so nothing was taken. Choose them, and send them again."


class _SeveralFiles(forms.FileInput):
    """A box in which several files can be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:  # noqa: ANN401, ARG002 - Django's own
        """All that were chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class _Files(forms.FileField):
    """Several files. An empty one among them stays: the report says so of it."""

    widget = _SeveralFiles

    def clean(self, data: list[UploadedFile[bytes]], initial: object = None) -> list[UploadedFile[bytes]]:  # noqa: ARG002 - Django's own
        """The files, one at least."""
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return data


class BringForm(Form):
    """An archive, or the files themselves, and the form's own key, by which a double click is told."""

    chosen = _Files(
        label="The files",
        help_text=(
            f"A zip file of the schools’ files, or the files themselves: you can choose several. "
            f"{MANY_FILES // MEGABYTE} MB and 1,000 files at most."
        ),
        error_messages={"required": "Choose the zip file, or the files themselves."},
        widget=_SeveralFiles(attrs={"accept": ".zip,.xml,.csv,.xlsx"}),
    )
    once = forms.CharField(widget=forms.HiddenInput, max_length=100, error_messages={"required": _CUT_OFF})

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, initial={"once": new_key()}, **kwargs)


class TakeForm(RevisedForm):
    """Which files are taken: those proposed are ticked to begin with."""

    wanted = forms.MultipleChoiceField(
        label="Files",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": sentences()["import_nothing_ticked"],
            "invalid_choice": sentences()["import_file_gone"],
        },
    )

    def __init__(self, batch: BulkImport, rows: Iterable[ImportedFile], data: Any = None) -> None:  # noqa: ANN401 - posted
        offered = [row for row in rows if row.can_be_taken]
        proposed = [row.public_id for row in offered if row.outcome == ImportedFile.Outcome.PROPOSED]
        super().__init__(data, initial={"revision": batch.revision, "wanted": proposed})
        self.fields["wanted"].choices = [(row.public_id, row.name) for row in offered]  # type: ignore[attr-defined]
        self.places = {row.public_id: place for place, row in enumerate(offered)}

    @property
    def ticked(self) -> set[str]:
        """The public ids that are ticked now."""
        return set(self["wanted"].value() or ())
