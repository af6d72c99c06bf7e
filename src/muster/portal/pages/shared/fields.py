"""Days and times as people type them."""

from datetime import date, time
from typing import Any

from django import forms

from muster.formats.dates import parse_uk
from muster.portal.foundation.refusals import Refusal

_TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class DayField(forms.CharField):
    """A day in any of the ways in which people write one: 26/6/2026, 2026-06-26."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"})

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The day; None where nothing was typed."""
        text = str(super().to_python(value))
        day = parse_uk(text) if text else None
        if text and day is None:
            raise forms.ValidationError(Refusal("day_unreadable", field=str(self.label)).sentence)
        return day

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """A day as it is typed."""
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value


class ClockField(forms.TimeField):
    """A time of the day: 23:59, 11:59pm."""

    widget = forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-5"})

    def __init__(self, *, label: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        said = {"invalid": Refusal("time_unreadable", field=label).sentence}
        super().__init__(label=label, input_formats=_TIMES, error_messages=said, **kwargs)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """A time as it is typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value
