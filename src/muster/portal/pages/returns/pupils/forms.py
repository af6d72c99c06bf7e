"""What is typed of pupils: where they went, where they came from, and when."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html

from muster.formats.dates import parse_uk
from muster.portal.collecting.models import Request
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.returns.actions.pupil_answers import Answer, check_answer
from muster.portal.returns.models import PupilAnswer
from muster.portal.returns.reads.expected import Pupil
from muster.portal.returns.whereabouts import CANNOT_SAY, whereabouts

Kind = PupilAnswer.Kind

GONE = (Kind.LEFT, Kind.OTHER_YEAR, Kind.FINISHED)
"""What may be said of a pupil who is expected."""

_FIELD_OF = {"pupil_place_missing": "place", "pupil_submitted_missing": "submitted"}
"""Where a refusal of an answer is said; all others of the day."""

_SUBMITTED = "If from a school in another English authority: has it sent the pupil’s outcomes there?"
_ASK_THEM = "If they came during the test period or after it. Ask that school if you can."


class DayField(forms.CharField):
    """A day as people type it; whether one is needed is the answer's to say, so that an empty one is None.

    What is no date is kept as it was typed, and counts as none.
    """

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"})

    def clean(self, value: object) -> str:
        """The text as it is."""
        return str(value or "")


class PlaceField(forms.ChoiceField):
    """A kind of place; whether one is needed is the answer's to say."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        places = [(key, place.choice) for key, place in whereabouts().items()]
        super().__init__(choices=[("", "Choose"), *places], **kwargs)

    def validate(self, value: object) -> None:
        """Nothing that is not offered is a place."""
        if value and not self.valid_value(value):
            raise forms.ValidationError(Refusal("pupil_place_missing").sentence)


class SubmittedField(forms.ChoiceField):
    """Whether the school that a pupil came from has submitted them; whether it is asked is the answer's to say."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(choices=[("", "Choose"), *PupilAnswer.Submitted.choices], required=False, **kwargs)


class PupilForm(RevisedForm):
    """What has become of one pupil who is missing: which button was pressed says it; a day and a place if they left."""

    day = DayField()
    place = PlaceField()

    def __init__(self, pupil: Pupil, revision: int, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        self.pupil = pupil
        prefilled = _prefilled(pupil.left)
        super().__init__(data, prefix=pupil.child, initial={"revision": revision, **prefilled}, auto_id="%s")
        self.fields["day"].label = _of("Last day on your roll, if they have left", pupil)
        self.fields["place"].label = _of("Where they went, if they have left", pupil)

    def answers(self, request: Request, kind: Kind) -> list[Answer]:
        """What was said, checked; none where the form then says what is wrong."""
        given = _answer(self.pupil.child, kind, self.cleaned_data, "")
        return [given] if _is_right(self, request, given, "", self.pupil.name) else []


class SeveralForm(RevisedForm):
    """The same of several expected pupils at once."""

    pupils = forms.MultipleChoiceField(
        error_messages={"required": "Tick the pupils in the list.", "invalid_choice": "Tick the pupils in the list."},
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label="What has become of the pupils whom you ticked?",
        choices=[(one.value, one.label) for one in GONE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what has become of the pupils whom you ticked."},
    )
    day = DayField(label="Last day on your roll, if they have left", help_text="For example, 14/5/2026.")
    place = PlaceField(label="Where they went, if they have left")

    def __init__(self, pupils: Iterable[Pupil], revision: int, data: Any = None) -> None:  # noqa: ANN401 - as above
        super().__init__(data, prefix="several", initial={"revision": revision}, auto_id="%s")
        self.fields["pupils"].choices = [(one.child, one.name) for one in pupils]  # type: ignore[attr-defined] # choices

    @property
    def may_tick(self) -> bool:
        """Whether there is anybody to tick."""
        return bool(self.fields["pupils"].choices)  # type: ignore[attr-defined] # it is a choice field

    @property
    def ticked(self) -> list[str]:
        """The children whose boxes are ticked."""
        return list(self["pupils"].value() or ())

    def answers(self, request: Request) -> list[Answer]:
        """What was said of each, checked; none where the form then says what is wrong."""
        kind = Kind(self.cleaned_data["kind"])
        given = [_answer(child, kind, self.cleaned_data, "") for child in self.cleaned_data["pupils"]]
        return given if given and _is_right(self, request, given[0], "", "") else []


class JoinedForm(RevisedForm):
    """Which pupils who are not expected have joined, when and from where."""

    def __init__(self, pupils: Iterable[Pupil], revision: int, data: Any = None) -> None:  # noqa: ANN401 - as above
        self.pupils = tuple(pupils)
        initial: dict[str, Any] = {"revision": revision}
        for one in self.pupils:
            initial |= {f"{name}-{one.child}": value for name, value in _prefilled(one.entry).items()}
            initial[f"is-{one.child}"] = one.entry is not None or len(self.pupils) == 1
        super().__init__(data, prefix="joined", initial=initial, auto_id="%s")
        for one in self.pupils:
            self.fields[f"is-{one.child}"] = forms.BooleanField(label=f"{one.name} has joined", required=False)
            self.fields[f"day-{one.child}"] = DayField(label=_of("First day on your roll", one))
            self.fields[f"place-{one.child}"] = PlaceField(label=_of("Where they came from", one))
            self.fields[f"submitted-{one.child}"] = SubmittedField(label=_of(_SUBMITTED, one), help_text=_ASK_THEM)

    @property
    def rows(self) -> list[tuple[Pupil, list[forms.BoundField]]]:
        """Each pupil with their fields."""
        names = ("is", "day", "place", "submitted")
        return [(one, [self[f"{name}-{one.child}"] for name in names]) for one in self.pupils]

    def answers(self, request: Request) -> list[Answer]:
        """What was said of those ticked, checked; none where the form then says what is wrong."""
        ticked = [one for one in self.pupils if self.cleaned_data[f"is-{one.child}"]]
        if not ticked:
            self.refuse(Refusal("pupils_not_ticked"))
        given = [_answer(one.child, Kind.JOINED, self.cleaned_data, f"-{one.child}") for one in ticked]
        right = [_is_right(self, request, *both) for both in _named(given, ticked)]
        return given if all(right) else []


def _named(given: list[Answer], pupils: list[Pupil]) -> list[tuple[Answer, str, str]]:
    return [(one, f"-{one.child}", pupil.name) for one, pupil in zip(given, pupils, strict=True)]


def _answer(child: str, kind: Kind, typed: dict[str, Any], end: str) -> Answer:
    day = parse_uk(typed.get(f"day{end}") or "")
    place, submitted = typed.get(f"place{end}") or "", typed.get(f"submitted{end}") or ""
    return Answer(child=child, kind=kind, day=day, elsewhere=place, submitted_there=submitted)


def _is_right(form: RevisedForm, request: Request, answer: Answer, end: str, name: str) -> bool:
    """Whether the answer can be kept; the form says of whom, and why not, where it cannot."""
    try:
        check_answer(request, answer)
    except Refusal as refusal:
        field = _FIELD_OF.get(refusal.id, "day") + end
        form.add_error(field, f"{name}: {refusal.sentence}" if name else refusal.sentence)
        return False
    return True


def _prefilled(day: date | None) -> dict[str, str]:
    """The day that is known, so that one click is enough."""
    return {"day": f"{day.day}/{day.month}/{day.year}", "place": CANNOT_SAY} if day else {}


def _of(label: str, pupil: Pupil) -> str:
    return format_html('{}<span class="govuk-visually-hidden">: {}</span>', label, pupil.name)
