"""Boxes of a table with many of them: drawn without a template each."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class CodeSelect(forms.Select):
    """A select of which a page holds hundreds."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - Django's own signature
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,  # noqa: ANN401, ARG002 - Django's own signature
    ) -> SafeString:
        """The select with its options; a value that is none of them chooses nothing."""
        built = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if key == chosen else "", text) for key, text in self.choices),
        )
        return format_html("<select{}>{}</select>", built, options)


class Tick(forms.Widget):
    """A box to tick, whose value is "yes"; anything else that is sent is seen, and refused."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - Django's own signature
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,  # noqa: ANN401, ARG002 - Django's own signature
    ) -> SafeString:
        """The box, ticked where the value says so."""
        ticked = {"checked": True} if value == "yes" else {}
        own = {"type": "checkbox", "value": "yes", "class": "govuk-checkboxes__input", "name": name}
        return format_html("<input{}>", flatatt(self.build_attrs(self.attrs, {**(attrs or {}), **own, **ticked})))
