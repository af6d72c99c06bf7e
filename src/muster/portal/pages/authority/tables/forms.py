"""What officers choose and type about tables, and about one school."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from muster.formats.reference import SchoolRow
from muster.portal.casework.tables.kinds import KINDS
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.uploads import MEGABYTE, SCHOOL_FILE
from muster.portal.organisations.models import School
from muster.portal.pages.shared.fields import DayField
from muster.portal.pages.shared.forms import Form, RevisedForm

_NONE = ""
_ALWAYS_OFFERED = 4
"""So many areas are offered where the table has no heading for more."""

_LA = RegexValidator(r"^\d{3}\Z", "Enter the 3 figures of the authority’s number.")
_ESTAB = RegexValidator(r"^\d{4}\Z", "Enter the 4 figures of the school’s number.")
_URN = RegexValidator(r"^\d{6}\Z", "Enter the 6 figures of the URN.")


def _figures(count: int) -> dict[str, str]:
    return {"inputmode": "numeric", "autocomplete": "off", "class": f"govuk-input--width-{5 if count < 5 else 10}"}


class UploadForm(Form):
    """A table to be loaded."""

    file = forms.FileField(
        label="Your table",
        help_text=f"A spreadsheet (.xlsx) or a CSV file with a row of headings. {SCHOOL_FILE // MEGABYTE} MB at most.",
        error_messages={
            "invalid": "Choose your table.",
            "missing": "Choose your table.",
            "empty": Refusal("table_empty").sentence,
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class RollForm(UploadForm):
    """A roll: the table, and the day that it is of."""

    field_order = ("taken_on", "schools", "file")
    taken_on = DayField(
        label="On which day was this roll taken?",
        help_text="The day of the census or of the export, such as 15/1/2026. Schools see it beside the pupils.",
        error_messages={"required": Refusal("roll_day_missing").sentence},
    )
    schools = forms.ChoiceField(
        label="Which schools does the table have?",
        choices=[
            ("all", "All of them: schools that are not in it expect nobody"),
            ("named", "Some of them: schools that are not in it stay as they are"),
        ],
        widget=forms.RadioSelect,
    )


class ColumnsForm(RevisedForm):
    """Which heading of the table is which of our columns."""

    def __init__(
        self,
        kind: str,
        headings: Sequence[str],
        guessed: Mapping[str, int],
        revision: int,
        data: Any = None,  # noqa: ANN401 - what was posted
    ) -> None:
        super().__init__(data, initial={"revision": revision})
        table = KINDS[kind]
        choices = [(_NONE, "Not in this table"), *((str(at), _called(at, said)) for at, said in enumerate(headings))]
        alone = {name for group in table.needed for name in group if len(group) == 1}
        several = {group[0]: _one_of([table.words[name] for name in group]) for group in table.needed if len(group) > 1}
        for name, words in table.words.items():
            if name in guessed or not name.startswith("area_") or int(name[5:]) <= _ALWAYS_OFFERED:
                self.fields[name] = forms.ChoiceField(
                    label=words,
                    help_text=several.get(name, ""),
                    choices=choices,
                    required=name in alone,
                    initial=str(guessed[name]) if name in guessed else _NONE,
                    error_messages={"required": Refusal("columns_missing", columns=words).sentence},
                )

    def given(self) -> dict[str, int]:
        """The positions that were chosen."""
        return {name: int(at) for name, at in self.cleaned_data.items() if name != "revision" and at != _NONE}


class SchoolForm(Form):
    """The details of a school that do not make it another."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(
        label="Main e-mail address",
        help_text="The school’s shared mailbox. Requests and reminders go there; no link that signs anybody in does.",
        required=False,
        max_length=254,
    )
    mis = forms.CharField(
        label="Management information system",
        help_text="Such as SIMS, Arbor or Bromcom.",
        required=False,
        max_length=60,
    )
    phase = forms.CharField(label="Phase", required=False, max_length=60)
    type = forms.CharField(label="Type", required=False, max_length=100)
    trust = forms.CharField(label="Trust", help_text="Empty for none.", required=False, max_length=200)
    areas = forms.CharField(
        label="Areas",
        help_text="Whatever you group schools by, one a line: ward, locality, consortium.",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
    opened = DayField(label="Date of opening", required=False)
    closed = DayField(label="Date of closing", help_text="Empty while it is open.", required=False)

    def clean_areas(self) -> list[str]:
        """The areas, one a line."""
        lines = (line.strip() for line in self.cleaned_data["areas"].splitlines())
        return [line for line in lines if line]

    def clean_email(self) -> str:
        """The address in small letters, as it is kept."""
        return str(self.cleaned_data["email"]).strip().lower()


class DetailsForm(RevisedForm, SchoolForm):
    """A school's details over those that somebody saw."""

    @staticmethod
    def of(school: School) -> dict[str, Any]:
        """The school's details as the form shows them."""
        shown = {name: getattr(school, name) for name in SchoolForm.base_fields if name not in ("trust", "areas")}
        trust = school.trust.name if school.trust else ""
        return shown | {"trust": trust, "areas": "\n".join(school.areas), "revision": school.revision}


class NumberForm(Form):
    """The numbers of a school."""

    la = forms.CharField(label="LA number", validators=[_LA], max_length=3, widget=forms.TextInput(_figures(3)))
    estab = forms.CharField(
        label="School’s number within the LA", validators=[_ESTAB], max_length=4, widget=forms.TextInput(_figures(4))
    )
    urn = forms.CharField(label="URN", validators=[_URN], max_length=6, widget=forms.TextInput(_figures(6)))


class AddForm(NumberForm, SchoolForm):
    """A school that is new."""

    field_order = ("name", "la", "estab", "urn", "email", "mis", "phase", "type", "trust", "areas", "opened", "closed")

    def row(self) -> SchoolRow:
        """The school as a table would have it."""
        given = dict(self.cleaned_data)
        return SchoolRow(**given | {"areas": tuple(given["areas"])})


class RenumberForm(RevisedForm, NumberForm):
    """New numbers of a school, and perhaps a new name and trust."""

    field_order = ("la", "estab", "urn", "name", "trust")
    name = forms.CharField(label="Name", max_length=200)
    trust = forms.CharField(label="Trust", help_text="Empty for no change.", required=False, max_length=200)

    def row(self) -> SchoolRow:
        """The school as a table would have it."""
        given = self.cleaned_data
        return SchoolRow(**{name: given[name] for name in ("la", "estab", "urn", "name", "trust")})


class MergeForm(RevisedForm):
    """Which school another was merged into, and when."""

    into = forms.ChoiceField(label="Which school was it merged into?")
    on = DayField(label="From which day on?")

    def __init__(self, others: Sequence[School], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        known = [(one.public_id, f"{one.name} ({one.number})") for one in others]
        self.fields["into"].choices = [(_NONE, "Choose a school"), *known]  # type: ignore[attr-defined]


def _one_of(words: Sequence[str]) -> str:
    return f"One of these is needed: {'; '.join(words)}."


def _called(at: int, heading: str) -> str:
    return heading or f"Column {at + 1}, without a heading"
