"""What officers type about a case: whom to ask, who submits, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.policies import LONGEST_TEXT
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.authority.duplicates.place_in_cases import InCases, Show
from muster.portal.pages.authority.duplicates.words import STATES
from muster.portal.pages.shared.fields import DayField
from muster.portal.pages.shared.forms import Form, RevisedForm
from muster.portal.pupils.models import Child

NONE = "none"
"""Stands for "none of these schools"."""
_TOO_LONG = {"max_length": f"Shorten this to {LONGEST_TEXT:,} characters."}
_KEPT = "Kept for your team. No school sees it."


def _text(label: str, help_text: str, *, required: bool) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    said = {**_TOO_LONG, "required": Refusal("case_reason_missing").sentence}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        required=required,
        error_messages=said,
        widget=box,
    )


class CaseForm(RevisedForm):
    """A form over a case; it begins with the revision that the officer sees."""

    def __init__(self, view: CaseView, data: object = None, **initial: object) -> None:
        super().__init__(data, initial={"revision": view.case.revision, **initial})


class AskForm(CaseForm):
    """Which schools are asked for their own dates, with a sentence and a day."""

    sides = forms.MultipleChoiceField(
        label="Which schools do you ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": Refusal("case_nobody_asked").sentence},
    )
    text = _text(
        "What else do you want to know?",
        "The school is asked for its own first and last day, how the pupil is registered, and whether it thinks that it"
        " submits the pupil. Do not name the other school.",
        required=False,
    )
    due_on = DayField(
        label="By when should it answer?",
        help_text="Such as 26/6/2026. Leave it empty if there is no hurry.",
        required=False,
    )

    def __init__(self, view: CaseView, data: object = None) -> None:
        speaking = {spell.school for need in view.proposal.needs for spell in need.spells}
        free = [one for one in view.claims if not one.is_asked]
        wanted = [one.side.public_id for one in free if one.school.number in speaking]
        super().__init__(view, data, sides=wanted or [one.side.public_id for one in free])
        self.fields["sides"].choices = [(one.side.public_id, one.school.name) for one in free]  # type: ignore[attr-defined]


class DecideForm(CaseForm):
    """Which school submits, and why where the rules say otherwise."""

    submits = forms.ChoiceField(label="Which school submits the pupil?", widget=forms.RadioSelect)
    reason = _text("Why?", f"Needed where you settle it otherwise than the rules say. {_KEPT}", required=True)

    def __init__(self, view: CaseView, data: object = None) -> None:
        proposed = view.proposed.school.public_id if view.proposed else NONE
        super().__init__(view, data, submits="" if view.proposal.needs else proposed)
        # Where the rules answer, it is needed only against them: the action knows.
        self.fields["reason"].required = bool(view.proposal.needs)
        schools = {one.school.public_id: one.school.name for one in view.claims if one.takes_part}
        self.fields["submits"].choices = [*schools.items(), (NONE, "None of these schools")]  # type: ignore[attr-defined]

    @property
    def school(self) -> str:
        """The public id of the school that was chosen; "" for none of them."""
        chosen = str(self.cleaned_data["submits"])
        return "" if chosen == NONE else chosen


class NotSameForm(CaseForm):
    """Why it is not the same child."""

    reason = _text("How do you know?", f"Such as “Twins: the schools confirmed both”. {_KEPT}", required=True)


class ProtectForm(CaseForm):
    """The children to be protected, or no longer, as the officer saw them: public id and revision of each."""

    children = forms.CharField(widget=forms.HiddenInput, max_length=500)

    def __init__(self, view: CaseView, data: object = None) -> None:
        super().__init__(view, data, children=" ".join(f"{one.public_id}.{one.revision}" for one in children_of(view)))

    @property
    def seen(self) -> dict[str, int]:
        """The revision seen by each child's public id; what is not so written counts as not seen."""
        parts = (one.partition(".") for one in self.cleaned_data["children"].split())
        return {child: int(seen) for child, _, seen in parts if seen.isdecimal()}


class AcceptForm(Form):
    """Which clear proposals to accept; each carries the revision that was seen."""

    cases = forms.MultipleChoiceField(
        label="Proposals to accept",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the pupils for whom you accept what the rules say."},
    )

    def __init__(self, views: Iterable[CaseView], data: QueryDict | None = None) -> None:
        super().__init__(data)
        ticks = [token_of(one) for one in views]
        sent = data.getlist("cases") if data is not None else []
        # What is no longer clear is left out by the action, and not taken for a choice that is none.
        self.fields["cases"].choices = [(one, one) for one in dict.fromkeys([*ticks, *sent])]  # type: ignore[attr-defined]

    @property
    def seen(self) -> list[tuple[str, int]]:
        """The cases ticked, each with the revision that was seen."""
        parts = (one.partition(".") for one in self.cleaned_data["cases"])
        return [(case, int(seen)) for case, _, seen in parts if seen.isdecimal()]


class FindForm(Form):
    """The place in the list as a form: shown only, for it travels in the address, where nothing is refused."""

    show = forms.ChoiceField(label="How far")
    kind = forms.ChoiceField(label="Why together")
    school = forms.ChoiceField(label="School")

    def __init__(self, where: InCases, schools: Iterable[tuple[str, str]]) -> None:
        super().__init__(initial={"show": where.show, "kind": where.kind or "", "school": where.school})
        shows: list[tuple[str, str]] = [(Show.WAITING, "Waiting for you"), (Show.ALL, "All")]
        choices: dict[str, Any] = {
            "show": [*shows, *((Show(state), words) for state, words in STATES.items())],
            "kind": [("", "Any reason"), *Case.Kind.choices],
            "school": [("", "Any school"), *schools],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined] # a ChoiceField


def token_of(view: CaseView) -> str:
    """How a form names a case as it was seen."""
    return f"{view.case.public_id}.{view.case.revision}"


def children_of(view: CaseView) -> list[Child]:
    """All that the pupils of a case are known as, each once."""
    return list({child.pk: child for one in view.claims for child in one.children}.values())
