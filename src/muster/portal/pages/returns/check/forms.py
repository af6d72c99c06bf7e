"""What is typed on the page of a cause."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from muster.formats.dates import parse_iso
from muster.framework import Framework
from muster.portal.foundation import clock
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.pages.returns.check.cause_page import CausePage, Row
from muster.portal.pages.returns.check.widgets import CodeSelect, Tick
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.returns.actions.correcting import CellWish
from muster.portal.returns.cells import LEAVE_OUT, LEFT_OUT, NC_YEARS, SEXES, codes_for, tidied, value_of
from muster.portal.returns.listing import Listing

KEEP, LATER, EXPLAIN = "keep", "later", "explain"
NO_DIAGNOSIS = "Do not give a diagnosis or family details."


class CellField(forms.Field):
    """One field of one pupil. What stands in the file already is taken as it is; all else as the action would."""

    def __init__(self, field: str, framework: Framework, today: date, now: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(required=False, **kwargs)
        self._field, self._framework, self._today, self.now = field, framework, today, now

    def clean(self, value: object) -> str:
        """The tidied value; "" for nothing, and for what stands there already."""
        text = str(value or "").strip()
        if text == shown(self.now) or (not text and self._is_chosen()):
            return ""
        try:
            return tidied(self._field, text, self._framework, self._today)
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal

    def _is_chosen(self) -> bool:
        return isinstance(self.widget, CodeSelect | Tick)


class WorkForm(RevisedForm):
    """A button on what is typed: it carries the revisions that the person saw, and is taken once."""

    worksheet = forms.IntegerField(widget=forms.HiddenInput)
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, revision: int, worksheet: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs["initial"] = {"revision": revision, "worksheet": worksheet} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = new_key

    def keep_over(self, changed: Changed, revision: int, worksheet: int) -> None:
        """Somebody else was first: say so, keep what was typed, and let the next save be over what is there now."""
        self.keep(changed, revision)
        if isinstance(self.data, QueryDict):
            self.data["worksheet"] = str(worksheet)


class CauseForm(WorkForm):
    """Boxes for the pupils of a cause, a choice for all of them, and where it is a question an explanation."""

    do = forms.CharField(required=False, widget=forms.HiddenInput)
    suggest = forms.CharField(required=False, widget=forms.HiddenInput)
    explain = forms.MultipleChoiceField(required=False)
    reason = forms.ChoiceField(label="What explains it?", required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label="In a sentence",
        help_text=NO_DIAGNOSIS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, page: CausePage, revision: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, revision=revision, worksheet=page.sheet.revision, **kwargs)
        self._page, self._today = page, clock.today()
        for field in page.bulk:
            self.fields[f"all-{field}"] = self._for_all(field)
        for row, field in self._boxes():
            self.fields[name_of(row.listing, field)] = self._box(row, field)
        self._offer_reasons()

    @property
    def wishes(self) -> list[CellWish]:
        """What the person wants of each box, where that is other than what is typed already."""
        chosen = {
            listing for one in self._page.suggestions if one.value == self._said("suggest") for listing in one.listings
        }
        suggested = {one.value: one for one in self._page.suggestions}.get(self._said("suggest"))
        found = []
        for row in self._page.rows:
            for field in row.fields if row.listing else ():
                code = suggested.code if suggested and row.listing in chosen and field == suggested.field else ""
                found.append(self._wish(row, field, code))
        return [one for one in found if one is not None]

    @property
    def ticked(self) -> list[str]:
        """The public ids of what is to be explained."""
        return list(self.cleaned_data.get("explain", ()))

    def box(self, row: Row, field: str) -> forms.BoundField | None:
        """The box for a field of a row; None where the row does not offer it."""
        return self[name_of(row.listing, field)] if row.listing and field in row.fields else None

    def _said(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def _wish(self, row: Row, field: str, suggested: str) -> CellWish | None:
        """None where nothing is to be written: a row beyond those shown counts only where all are set at once."""
        listing = row.listing
        if listing is None:
            return None
        name = name_of(listing, field)
        given = suggested or self._said(name) or self._said(f"all-{field}")
        if not given and name not in self.fields:
            return None
        typed = self._page.sheet.typed(listing, field)
        wanted = "" if given == value_of(self._page.listed.record(listing), field) else given
        return CellWish(*listing, field, wanted or None) if wanted != typed else None

    def _boxes(self) -> Iterator[tuple[Row, str]]:
        return ((row, field) for row in self._page.shown if row.listing for field in row.fields)

    def _box(self, row: Row, field: str) -> CellField:
        listing = row.listing or ("", 0)
        now, typed = value_of(self._page.listed.record(listing), field), self._page.sheet.typed(listing, field)
        widget = self._widget(field)
        label = f"Take {row.who} out" if field == LEAVE_OUT else f"{self._page.label(field)} of {row.who}"
        box = CellField(field, self._page.framework, self._today, now, label=label, widget=widget)
        box.initial = shown(typed) if typed else "" if isinstance(widget, CodeSelect | Tick) else shown(now)
        return box

    def _for_all(self, field: str) -> CellField:
        number = sum(field in row.fields for row in self._page.rows)
        label = f"Set {self._page.label(field).lower()} for all {number} pupils to"
        return CellField(field, self._page.framework, self._today, label=label, widget=self._widget(field))

    def _widget(self, field: str) -> forms.Widget:
        if field == LEAVE_OUT:
            return Tick()
        choices = self._choices(field)
        if choices:
            return CodeSelect(choices=[("", "Choose"), *choices])
        width = "govuk-input--width-10" if field in ("upn", "dob") else "govuk-input--width-20"
        return forms.TextInput(attrs={"class": width, "autocomplete": "off", "spellcheck": "false"})

    def _choices(self, field: str) -> list[tuple[str, str]]:
        if field in self._page.framework.by_key:
            return [(code, code) for code in codes_for(field, self._page.framework)]
        return {"sex": [(one, one) for one in SEXES], "nc_year": [(one, one) for one in NC_YEARS]}.get(field, [])

    def _offer_reasons(self) -> None:
        reasons, explain = self.fields["reason"], self.fields["explain"]
        assert isinstance(reasons, forms.ChoiceField)  # noqa: S101 - so it is declared above
        assert isinstance(explain, forms.MultipleChoiceField)  # noqa: S101 - so it is declared above
        reasons.choices = [(one.id, one.words) for one in self._page.reasons]
        # Asked for where an explanation is sent; the other buttons go without.
        reasons.required = not self.is_bound or self.data.get("do") == EXPLAIN
        reasons.error_messages["required"] = Refusal("reason_unknown").sentence
        reasons.error_messages["invalid_choice"] = Refusal("reason_unknown").sentence
        explain.error_messages["invalid_choice"] = Refusal("questions_gone").sentence
        ids = [asked.id for row in self._page.shown for asked in row.asked if asked.id]
        explain.choices = [(one, one) for one in ids]
        if len(ids) == 1:
            explain.initial = ids


def name_of(listing: Listing | None, field: str) -> str:
    """A box's name in the form."""
    child, nth = listing or ("", 0)
    return f"{child}-{nth}-{field}"


def shown(value: str) -> str:
    """A value as people here write it: dates with the day first."""
    day = parse_iso(value)
    return f"{day:%d/%m/%Y}" if day else value


__all__ = ["EXPLAIN", "KEEP", "LATER", "LEFT_OUT", "CauseForm", "WorkForm", "name_of", "shown"]
