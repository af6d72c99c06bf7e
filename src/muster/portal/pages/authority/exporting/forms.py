"""What is chosen of a file to take away."""

from collections.abc import Iterable
from typing import Any

from django import forms

from muster.portal.casework.actions.exporting import FORMS, Wanted
from muster.portal.casework.models import BulkImport, Export
from muster.portal.foundation.clock import LONDON
from muster.portal.pages.shared.forms import Form

ACCEPTED, ALL, CHANGED = "accepted", "all", "changed"

_WHICH = {
    Export.Kind.RESULTS: [(ALL, "All that were asked, as far as they are"), (ACCEPTED, "Those accepted")],
    Export.Kind.FINDINGS: [(ALL, "All that were asked, as far as they are"), (ACCEPTED, "Those accepted")],
    Export.Kind.CTFS: [(ALL, "All that are accepted"), (CHANGED, "Those that changed since they were last downloaded")],
}


def said_of_import(batch: BulkImport) -> str:
    """What an import is called among others."""
    there = batch.made_at.astimezone(LONDON)
    return f"Those whose files {batch.by_name} brought in on {there:%-d %B %Y at %H:%M} and that were taken"


class ExportForm(Form):
    """Which schools, and as what kind of file: one form a kind of export, told apart by `kind`."""

    kind = forms.ChoiceField(choices=Export.Kind.choices, widget=forms.HiddenInput)
    which = forms.ChoiceField(label="Which schools?", widget=forms.RadioSelect)
    form = forms.ChoiceField(label="As what?", widget=forms.RadioSelect)

    def __init__(self, kind: Export.Kind, data: Any = None, brought: Iterable[BulkImport] = ()) -> None:  # noqa: ANN401 - what was posted
        kinds = FORMS[kind]
        initial = {"kind": kind.value, "which": ALL, "form": kinds[0].value}
        super().__init__(data, initial=initial, auto_id=f"id_{kind.value}_%s")
        self._brought = {one.public_id: said_of_import(one) for one in brought if kind == Export.Kind.CHECKS}
        of_imports = [(ALL, "All that have sent something"), *self._brought.items()] if self._brought else []
        self._offer("which", of_imports or _WHICH.get(kind, []))
        self._offer("form", [(one.value, one.label) for one in kinds] if kinds[1:] else [])

    def wanted(self) -> Wanted:
        """What was chosen; the form is valid."""
        kind, which = Export.Kind(self.cleaned_data["kind"]), self.cleaned_data.get("which")
        form = self.cleaned_data.get("form") or FORMS[kind][0]
        batch = str(which) if which in self._brought else ""
        return Wanted(kind, Export.Form(form), which == ACCEPTED, which == CHANGED, batch)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]
