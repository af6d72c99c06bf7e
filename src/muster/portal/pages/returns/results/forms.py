"""What the list of pupils is narrowed by."""

from collections.abc import Iterable

from django import forms

from muster.portal.pages.returns.results.listing import NO_OUTCOME, Choice, Group
from muster.portal.pages.shared.forms import Form

_GROUPS = {
    Group.GIRLS: "Girls",
    Group.BOYS: "Boys",
    Group.DISADVANTAGED: "Disadvantaged",
    Group.OTHERS: "Not disadvantaged",
    Group.SEN_SUPPORT: "SEN support",
    Group.EHC_PLAN: "Education, health and care plan",
    Group.EAL: "English as an additional language",
}


class FilterForm(Form):
    """Shown only: what is chosen travels in the address, where nothing is refused, and never a name."""

    subject = forms.ChoiceField(label="Subject")
    code = forms.ChoiceField(label="Outcome")
    group = forms.ChoiceField(label="Pupils")
    sort = forms.CharField(widget=forms.HiddenInput)
    order = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, choice: Choice, subjects: dict[str, str], codes: Iterable[str], groups: Iterable[Group]) -> None:
        """The form as it was chosen; `subjects` with their names, codes and groups as they occur."""
        super().__init__(
            initial={
                "subject": choice.subject,
                "code": choice.code,
                "group": choice.group,
                "sort": choice.sort,
                "order": choice.order,
            }
        )
        self._offer("subject", "Any subject", subjects)
        self._offer("code", "Any outcome", {**{code: code for code in codes}, NO_OUTCOME: "No outcome"})
        self._offer("group", "All pupils", {str(group): _GROUPS[group] for group in groups})

    def _offer(self, name: str, everything: str, choices: dict[str, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *choices.items()]
