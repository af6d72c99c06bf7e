"""Days and times as people type them."""

from datetime import date, time
from typing import Any, ClassVar

from django import forms

from muster.formats.dates import parse_uk
from muster.portal.foundation.refusals import Refusal

_TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class DayField(forms.CharField):
    """A day in any of the ways in which people write one: 26/6/2026, 2026-06-26."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"})
    default_error_messages: ClassVar = {"unreadable": Refusal("day_unreadable").sentence}

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The day; None where nothing was typed."""
        text = str(super().to_python(value))
        day = parse_uk(text) if text else None
        if text and day is None:
            raise forms.ValidationError(self.error_messages["unreadable"])
        return day

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """A day as it is typed."""
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value


class ClockField(forms.TimeField):
    """A time of the day: 23:59, 11:59pm."""

    widget = forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-5"})

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        said = {"invalid": Refusal("time_unreadable").sentence}
        super().__init__(input_formats=_TIMES, error_messages=said, **kwargs)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """A time as it is typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value
