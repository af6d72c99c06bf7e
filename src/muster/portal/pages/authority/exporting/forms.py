"""What is chosen of a file to take away."""

from typing import Any

from django import forms

from muster.portal.casework.actions.exporting import FORMS, Wanted
from muster.portal.casework.models import Export
from muster.portal.pages.shared.forms import Form

ACCEPTED, ALL, CHANGED = "accepted", "all", "changed"

_WHICH = {
    Export.Kind.RESULTS: [(ALL, "All that were asked, as far as they are"), (ACCEPTED, "Those accepted")],
    Export.Kind.FINDINGS: [(ALL, "All that were asked, as far as they are"), (ACCEPTED, "Those accepted")],
    Export.Kind.CTFS: [(ALL, "All that are accepted"), (CHANGED, "Those that changed since they were last downloaded")],
}


class ExportForm(Form):
    """Which schools, and as what kind of file: one form a kind of export, told apart by `kind`."""

    kind = forms.ChoiceField(choices=Export.Kind.choices, widget=forms.HiddenInput)
    which = forms.ChoiceField(label="Which schools?", widget=forms.RadioSelect)
    form = forms.ChoiceField(label="As what?", widget=forms.RadioSelect)

    def __init__(self, kind: Export.Kind, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        kinds = FORMS[kind]
        initial = {"kind": kind.value, "which": ALL, "form": kinds[0].value}
        super().__init__(data, initial=initial, auto_id=f"id_{kind.value}_%s")
        self._offer("which", _WHICH.get(kind, []))
        self._offer("form", [(one.value, one.label) for one in kinds] if kinds[1:] else [])

    def wanted(self) -> Wanted:
        """What was chosen; the form is valid."""
        kind, which = Export.Kind(self.cleaned_data["kind"]), self.cleaned_data.get("which")
        form = self.cleaned_data.get("form") or FORMS[kind][0]
        return Wanted(kind, Export.Form(form), accepted_only=which == ACCEPTED, changed_only=which == CHANGED)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]
