"""What officers type of a collection: its days, its checks, its help to schools, the care of its data, its guidance."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from django import forms

from muster.framework import available_years
from muster.portal.collecting.care import LONGEST, Care
from muster.portal.collecting.models import Collection, DataCare
from muster.portal.collecting.practice import Benchmarks, Holds, SystemHelp, Takes, Trusts
from muster.portal.collecting.systems import systems
from muster.portal.collecting.terms import Terms, with_settings_of
from muster.portal.collecting.times import moment
from muster.portal.collecting.wanted import ASSESSMENTS, WANTED
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.shared.fields import ClockField, DayField
from muster.portal.pages.shared.forms import Form, RevisedForm
from muster.records import Severity
from muster.rules import rules_of

_FROM_THE_YEAR = ""
_MOMENTS = ("opens", "deadline", "closes")
_FIELD_OF = {"opens": "opens_at", "deadline": "deadline", "closes": "closes_at"}
_AS_IT_IS = "query"


class BeginForm(Form):
    """Which collection to begin: results of a year, like an earlier one or not, or files alone."""

    kind = forms.ChoiceField(label="What do schools send?", choices=Collection.Kind.choices, widget=forms.RadioSelect)
    year = forms.TypedChoiceField(label="Summer of which year?", coerce=int)
    title = forms.CharField(
        label="What is it called?",
        help_text="For a file alone, such as “Phonics screening check 2026”. Results have their own name.",
        max_length=120,
        required=False,
    )
    like = forms.ChoiceField(
        label="Copy the settings of an earlier collection?",
        help_text="For results. Its checks, how schools take part, its help for each system, and your words in the "
        "guidance. The days are the year’s own. What was settled about the pupils’ data you can look at and take over "
        "later.",
        required=False,
    )

    def __init__(self, earlier: list[Collection], data: Any = None) -> None:  # noqa: ANN401 - what was posted
        newest = earlier[0].public_id if earlier else _FROM_THE_YEAR
        super().__init__(data, initial={"kind": Collection.Kind.KS1, "like": newest})
        years = [(str(year), str(year)) for year in sorted(available_years(), reverse=True)]
        self.fields["year"].choices = years  # type: ignore[attr-defined] # it is a choice field
        known = [(one.public_id, one.title) for one in earlier]
        self.fields["like"].choices = [(_FROM_THE_YEAR, "No, begin with Muster’s own"), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A collection of files is called something."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Collection.Kind.FILE_ONLY and not given.get("title", "").strip():
            self.refuse(Refusal("title_missing"), "title")
        return given


class TermsForm(RevisedForm):
    """A form over a part of a collection's terms, as they are kept."""

    terms: Terms

    def given(self) -> Terms:
        """The whole terms with the part as it was typed; may raise Refusal."""
        raise NotImplementedError


class LikeForm(TermsForm):
    """From which earlier collection a draft takes its settings; its name and days stay as they are."""

    like = forms.ChoiceField(label="Which collection’s settings?", widget=forms.RadioSelect)

    def __init__(self, terms: Terms, revision: int, earlier: list[Collection], data: Any = None) -> None:  # noqa: ANN401
        super().__init__(data, initial={"revision": revision})
        self.terms, self.earlier = terms, {one.public_id: one for one in earlier}
        choices = [(key, one.title) for key, one in self.earlier.items()]
        self.fields["like"].choices = choices  # type: ignore[attr-defined] # it is a choice field

    def given(self) -> Terms:
        """The terms with the settings of the collection that was chosen."""
        return with_settings_of(self.earlier[self.cleaned_data["like"]], self.terms)


class DatesForm(TermsForm):
    """The days of a collection, in the time where schools are, and whether science is asked for."""

    title = forms.CharField(label="Name", max_length=120)
    opens_day = DayField(label="First day on which schools can send")
    opens_time = ClockField(label="Time of the day from which they can")
    deadline_day = DayField(label="Day of the deadline")
    deadline_time = ClockField(label="Last minute that is in time")
    closes_day = DayField(label="Last day on which anything is taken", help_text="Late files are taken until then.")
    closes_time = ClockField(label="Last minute of that day")
    test_period_from = DayField(label="First day of the test period")
    test_period_to = DayField(label="Last day of the test period")
    last_week = DayField(
        label="Monday of the last week of term", help_text="Schools expect their reports by the week that begins then."
    )
    science = forms.BooleanField(label="Schools send outcomes in science too", required=False)

    def __init__(self, terms: Terms, revision: int, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        super().__init__(data, initial={"revision": revision, **_typed(terms)})
        self.terms = terms

    def given(self) -> Terms:
        """The terms with what was typed; raises Refusal for an hour that no clock shows."""
        typed = self.cleaned_data
        moments = {_FIELD_OF[one]: moment(typed[f"{one}_day"], typed[f"{one}_time"]) for one in _MOMENTS}
        same = {name: typed[name] for name in ("title", "test_period_from", "test_period_to", "last_week", "science")}
        return msgspec.structs.replace(self.terms, **moments, **same)


def _typed(terms: Terms) -> dict[str, Any]:
    typed: dict[str, Any] = msgspec.structs.asdict(terms)
    for one in _MOMENTS:
        there: datetime = typed[_FIELD_OF[one]].astimezone(LONDON)
        typed |= {f"{one}_day": there.date(), f"{one}_time": there.time()}
    return typed


class ChecksForm(TermsForm):
    """Which queries are asked, shown as notes, or not at all; and from where on the checks of a school speak."""

    def __init__(self, terms: Terms, revision: int, year: int, data: Any = None) -> None:  # noqa: ANN401 - posted
        super().__init__(data, initial={"revision": revision})
        self.terms = terms
        self.queries = [rule for rule in rules_of(year) if rule.severity is Severity.QUERY]
        for rule in self.queries:
            self.fields[rule.id] = _asked(f"{rule.title} ({rule.id})", terms.settings.softened.get(rule.id, _AS_IT_IS))
        for name, (label, most) in _THRESHOLDS.items():
            self.fields[name] = _number(label, most, getattr(terms.settings.thresholds, name))

    @property
    def asked(self) -> Iterator[forms.BoundField]:
        """The fields of the queries."""
        return (self[rule.id] for rule in self.queries)

    @property
    def limits(self) -> Iterator[forms.BoundField]:
        """The fields of the thresholds."""
        return (self[name] for name in _THRESHOLDS)

    def given(self) -> Terms:
        """The terms with what was chosen."""
        typed = self.cleaned_data
        softened = {rule.id: typed[rule.id] for rule in self.queries if typed[rule.id] != _AS_IT_IS}
        limits = msgspec.structs.replace(self.terms.settings.thresholds, **{name: typed[name] for name in _THRESHOLDS})
        settings = msgspec.structs.replace(self.terms.settings, softened=softened, thresholds=limits)
        return msgspec.structs.replace(self.terms, settings=settings)


_THRESHOLDS = {
    "change_points": ("Change since last year that is asked about, in percentage points", 100),
    "same_cohort": ("Fewest pupils in a year group whose outcomes are all the same in a subject", 1000),
    "same_science_cohort": ("The same in science", 1000),
    "absent_pupils": ("Pupils absent or disapplied from which on it is asked", 1000),
    "absent_share": ("Share of the year group that this must be too, in per cent", 100),
    "higher_cohort": ("Fewest pupils for a high share at greater depth to be asked about", 1000),
    "higher_share": ("That share, in per cent", 100),
    "file_share": ("Difference between file and expected pupils, in per cent", 100),
    "file_pupils": ("That difference in pupils", 1000),
}


def _asked(label: str, now: str) -> forms.ChoiceField:
    choices = [(_AS_IT_IS, "Asked as a question"), ("note", "Shown for information"), ("off", "Not checked")]
    return forms.ChoiceField(label=label, choices=choices, initial=now)


def _number(label: str, most: int, now: int) -> forms.IntegerField:
    wrong = f"Enter a whole number from 0 to {most}."
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        initial=now,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class PracticeForm(TermsForm):
    """What the authority lets schools do, and who sees comparisons."""

    answers_first = forms.BooleanField(
        label="Schools answer every question before they can confirm",
        help_text="Otherwise they confirm with questions still to answer.",
        required=False,
    )
    answers_by = DayField(
        label="Day by which questions are to be answered",
        help_text="Leave it out, and it is two weeks after the deadline.",
        required=False,
    )
    sender_may_confirm = forms.BooleanField(
        label="Somebody who may send can confirm that the head has agreed", required=False
    )
    open_check = forms.BooleanField(
        label="Anybody can check a file without sending it and without signing in", required=False
    )
    benchmarks = forms.ChoiceField(
        label="Who sees the authority’s and the emerging national figures?",
        choices=[
            (Benchmarks.HIDDEN.value, "Nobody yet"),
            (Benchmarks.AUTHORITY.value, "The authority alone"),
            (Benchmarks.SCHOOLS.value, "The authority and its schools"),
        ],
        widget=forms.RadioSelect,
    )

    trusts = forms.ChoiceField(
        label="What do a trust’s people see of its own schools?",
        help_text="The figures of confirmed results. Pupils are seen by the trust’s data leads alone.",
        choices=[
            (Trusts.RESULTS.value, "How far each school is, and its figures"),
            (Trusts.PROGRESS.value, "How far each school is"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, terms: Terms, revision: int, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        practice = msgspec.structs.asdict(terms.practice)
        super().__init__(
            data,
            initial={
                "revision": revision,
                **practice,
                "benchmarks": terms.practice.benchmarks.value,
                "trusts": terms.practice.trusts.value,
            },
        )
        self.terms = terms

    def given(self) -> Terms:
        """The terms with what was chosen."""
        names = ("answers_first", "answers_by", "sender_may_confirm", "open_check")
        typed = {name: self.cleaned_data[name] for name in names}
        chosen, trusts = Benchmarks(self.cleaned_data["benchmarks"]), Trusts(self.cleaned_data["trusts"])
        practice = msgspec.structs.replace(self.terms.practice, **typed, benchmarks=chosen, trusts=trusts)
        return msgspec.structs.replace(self.terms, practice=practice)


class SystemForm(TermsForm):
    """What the authority says to schools of one system, above our own steps."""

    text = forms.CharField(
        label="What schools are told first",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    document = forms.CharField(label="Number of the supplier’s document", max_length=60, required=False)
    link = forms.URLField(
        label="Its address",
        assume_scheme="https",
        required=False,
        max_length=500,
        widget=forms.TextInput({"inputmode": "url"}),
        error_messages={"invalid": "Enter an address that begins with https://."},
    )
    telephone = forms.CharField(label="Helpline", max_length=40, required=False)
    email = forms.EmailField(
        label="E-mail address of its helpers",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, such as help@supplier.example."},
    )

    def __init__(self, key: str, terms: Terms, revision: int, data: Any = None) -> None:  # noqa: ANN401 - posted
        held = terms.practice.systems.get(key, SystemHelp())
        super().__init__(data, initial={"revision": revision, **msgspec.structs.asdict(held)})
        self.terms, self.key = terms, key

    def given(self) -> Terms:
        """The terms with what was typed; a system of which nothing is said is left out."""
        said = SystemHelp(**{name: self.cleaned_data[name].strip() for name in SystemHelp.__struct_fields__})
        kept = {
            key: one for key, one in (self.terms.practice.systems | {self.key: said}).items() if one != SystemHelp()
        }
        practice = msgspec.structs.replace(self.terms.practice, systems=kept)
        return msgspec.structs.replace(self.terms, practice=practice)


class FileForm(TermsForm):
    """Which kind of file is asked for, where it is all that is."""

    takes = forms.ChoiceField(
        label="Which kind of file do you ask for?",
        choices=[(one.value, f"{words[0].upper()}{words[1:]}") for one, words in WANTED.items()],
        widget=forms.RadioSelect,
    )
    holds = forms.ChoiceField(
        label="Of which assessment?",
        help_text="A CTF without any row of it is not taken. What the rows say is not checked.",
        choices=[(one.value, f"{words[0].upper()}{words[1:]}") for one, words in ASSESSMENTS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, terms: Terms, revision: int, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        said = {"takes": terms.practice.takes.value, "holds": terms.practice.holds.value}
        super().__init__(data, initial={"revision": revision, **said})
        self.terms = terms

    def given(self) -> Terms:
        """The terms with what was chosen."""
        typed = self.cleaned_data
        practice = msgspec.structs.replace(
            self.terms.practice, takes=Takes(typed["takes"]), holds=Holds(typed["holds"])
        )
        return msgspec.structs.replace(self.terms, practice=practice)


class GuidanceForm(TermsForm):
    """The authority's own words at the head of the guidance."""

    guidance = forms.CharField(
        label="What you tell schools first",
        help_text="The rest of the guidance is made from the collection’s dates and settings.",
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 12}),
    )

    def __init__(self, terms: Terms, revision: int, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        super().__init__(data, initial={"revision": revision, "guidance": terms.guidance})
        self.terms = terms

    def given(self) -> Terms:
        """The terms with what was typed."""
        return msgspec.structs.replace(self.terms, guidance=self.cleaned_data["guidance"].strip())


class CareForm(RevisedForm):
    """What the data is for, how long it is kept, the impact assessment, the privacy notice.

    Nothing is filled in, unless what was settled for an earlier collection is asked for: `before`. The impact
    assessment is this collection's own each time.
    """

    purposes = forms.CharField(label="What is the data for?", max_length=4000, widget=forms.Textarea({"rows": 5}))
    dpia_reference = forms.CharField(label="Reference of the data protection impact assessment", max_length=120)
    dpia_date = DayField(label="Day on which it was approved")
    privacy_notice = forms.CharField(
        label="Privacy notice",
        help_text="Everybody can read it on the page “Privacy and cookies”.",
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
    )

    def __init__(self, held: DataCare | None, data: Any = None, before: DataCare | None = None) -> None:  # noqa: ANN401
        shown, names = held or before, Care.__struct_fields__ if held else _TAKEN_OVER
        known = {name: getattr(shown, name) for name in names} if shown else {}
        super().__init__(data, initial={"revision": held.revision if held else 0, **known})
        for name, label in _KEPT.items():
            self.fields[name] = _months(label)
        self.order_fields(["revision", "purposes", *_KEPT])

    def given(self) -> Care:
        """What was decided."""
        return Care(**{name: self.cleaned_data[name] for name in Care.__struct_fields__})


_KEPT = {
    "keep_files": "Months for which files are kept as they came",
    "keep_results": "Months for which results are kept",
    "keep_explanations": "Months for which explanations, questions and answers are kept",
    "keep_mail": "Months for which the text of e-mails is kept",
    "keep_logs": "Months for which it is kept who looked at pupils’ data",
}


_TAKEN_OVER = ("purposes", *_KEPT, "privacy_notice")


def _months(label: str) -> forms.IntegerField:
    wrong = f"Enter the {label[:1].lower()}{label[1:]}, as a whole number from 1 to {LONGEST}."
    said = {"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong}
    narrow = forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"})
    hint = "Counted from the day on which the collection closes."
    return forms.IntegerField(
        label=label, help_text=hint, min_value=1, max_value=LONGEST, widget=narrow, error_messages=said
    )


def system_names() -> list[tuple[str, str]]:
    """Every system's key and name."""
    return [(key, system.name) for key, system in systems().items()]
