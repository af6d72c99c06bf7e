"""What is typed to confirm, and to take it back."""

from copy import deepcopy
from typing import Any

from django import forms

from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.post.forms import NO_PUPILS
from muster.portal.pages.returns.confirm.proving import Proof, field_for
from muster.portal.pages.shared.forms import RevisedForm, say_what_is_missing
from muster.portal.returns.actions.confirming import Signing
from muster.portal.returns.declarations import declarations

_LONGEST_REASON = 2_000


class ConfirmForm(RevisedForm):
    """The declarations, for whom, and the proof that it is the person themselves."""

    once = forms.CharField(max_length=64, widget=forms.HiddenInput)
    agreed = forms.MultipleChoiceField(
        label="What you declare",
        help_text="Tick each statement once it is so.",
        choices=lambda: declarations().items(),
        widget=forms.CheckboxSelectMultiple,
    )
    for_head = forms.CharField(label="Name of the head teacher who has agreed to these results", max_length=200)
    proof = forms.CharField()

    def __init__(self, *args: Any, role: Role, proof: Proof, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.role = role
        self.fields["once"].initial = new_key
        self.fields["agreed"].error_messages["required"] = Refusal("declarations_left").sentence
        self.fields["proof"] = deepcopy(field_for(proof))
        self.fields["proof"].help_text = _PROOF_HINTS[proof]
        say_what_is_missing("proof", self.fields["proof"])
        if role is not Role.SENDER:
            del self.fields["for_head"]

    def clean_agreed(self) -> list[str]:
        """Every declaration must be ticked."""
        agreed: list[str] = self.cleaned_data["agreed"]
        if set(agreed) != set(declarations()):
            raise forms.ValidationError(Refusal("declarations_left").sentence)
        return agreed

    @property
    def signing(self) -> Signing:
        """How the person confirms, as the form says."""
        said = self.cleaned_data
        agreed, for_head = tuple(said["agreed"]), str(said.get("for_head", ""))
        return Signing(key=said["once"], role=self.role, agreed=agreed, for_head=for_head)


_PROOF_HINTS = {
    Proof.PASSWORD: "This is your signature: nobody else can confirm at your desk.",
    Proof.APP: "This is your signature. 6 figures from your app, or one of your recovery codes.",
    Proof.CODE: "This is your signature. 6 figures from our newest e-mail to you.",
}


class WithdrawForm(RevisedForm):
    """Why the confirmation is withdrawn."""

    reason = forms.CharField(
        label="Why you withdraw the confirmation",
        help_text=NO_PUPILS,
        max_length=_LONGEST_REASON,
        error_messages={
            "required": Refusal("withdrawal_unexplained").sentence,
            "max_length": f"Shorten this to {_LONGEST_REASON:,} characters.",
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
