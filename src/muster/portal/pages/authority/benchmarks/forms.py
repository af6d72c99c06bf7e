"""What an officer types of national figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from muster.framework import Framework
from muster.portal.benchmarks.entering import Entering, faults_of
from muster.portal.benchmarks.models import FigureSet
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.authority.benchmarks.cells import fields_of, lines_of, name_of, typed_in
from muster.portal.pages.shared.fields import DayField
from muster.portal.pages.shared.forms import RevisedForm

PASTED_AT_MOST = 100_000
_FIELDS = {
    "benchmark_source_missing": "source",
    "benchmark_day_to_come": "dated",
    "benchmark_coverage_missing": "coverage",
    "benchmark_coverage_both": "coverage",
}


class EnterForm(RevisedForm):
    """A set of figures: where they come from, and the cells. `revision` is the number of the last set."""

    source = forms.CharField(
        label="Where do the figures come from?",
        help_text="The publication, or the supplier whose schools they are of. It stands beside them.",
        max_length=200,
        error_messages={"required": Refusal("benchmark_source_missing").sentence},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    dated = DayField(label="Of which day are they?", help_text="The day of the figures, such as 26/6/2026.")
    coverage = forms.CharField(
        label="Which schools or pupils are they of?",
        help_text="As the source says it, such as 1,204 schools in 38 authorities.",
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    coverage_not_stated = forms.BooleanField(label="The source does not say", required=False)
    schools_may_see = forms.BooleanField(
        label="The source’s licence lets schools see these figures",
        help_text="Otherwise the authority alone sees them.",
        required=False,
    )
    pasted = forms.CharField(
        label="Rows from a spreadsheet",
        help_text=(
            "Copy them with their headings: subject, measure, group, value; and, if you have them, source, scope, "
            "year, eligible, schools, schools_total."
        ),
        required=False,
        max_length=PASTED_AT_MOST,
        error_messages={"max_length": "This is too long. Paste the rows of these figures alone."},
        widget=forms.Textarea({"rows": "4", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or a CSV or Excel file",
        help_text="With the same headings. 100 kB at most.",
        required=False,
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
    )

    def __init__(
        self,
        framework: Framework,
        kind: FigureSet.Kind,
        data: Any = None,  # noqa: ANN401 - what was posted
        files: Any = None,  # noqa: ANN401 - what was posted
        *,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, initial=dict(initial or {}))
        self.framework, self.kind = framework, kind
        self.lines = lines_of(framework, kind)
        self.fields |= fields_of(self.lines)
        if kind == FigureSet.Kind.PUBLISHED:
            for name in ("coverage", "coverage_not_stated", "schools_may_see"):
                del self.fields[name]

    def entering(self, year: int) -> Entering:
        """What was typed, as a set of this year."""
        given = self.cleaned_data
        return Entering(
            kind=self.kind,
            year=year,
            source=given["source"],
            dated=given["dated"],
            coverage=given.get("coverage", ""),
            coverage_not_stated=given.get("coverage_not_stated", False),
            schools_may_see=given.get("schools_may_see", False),
            figures=typed_in(self.lines, given),
        )

    def finds_faults(self, year: int) -> bool:
        """Whether what was typed cannot be right; each fault is then said where it is."""
        faults = faults_of(self.framework, self.entering(year))
        for fault in faults:
            place = name_of(fault.figure.key) if fault.figure else _FIELDS.get(fault.refusal.id)
            self.refuse(fault.refusal, place)
        return bool(faults)


def kept_in(row: FigureSet | None, today: date) -> dict[str, object]:
    """What stands in the form before anything is typed: the last set, to be put right or brought up to date."""
    if row is None:
        return {"revision": 0, "dated": today}
    cells = {name_of((subject, measure, group)): value for subject, measure, group, value in row.figures}
    return {
        "revision": row.number,
        "source": row.origin,
        "dated": row.dated,
        "coverage": row.coverage,
        "coverage_not_stated": not row.coverage,
        "schools_may_see": row.schools_may_see,
        **cells,
    }
