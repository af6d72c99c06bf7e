"""How Django draws forms here: every field through the one field template."""

from typing import Any

from django.forms import BoundField, Widget
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    Input,
    PasswordInput,
    RadioSelect,
    Select,
    Textarea,
)

_CLASSES: tuple[tuple[type[Widget], str], ...] = (
    # Django's several checkboxes are a kind of its radios: they come first.
    (CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (RadioSelect, "govuk-radios__input"),
    (CheckboxInput, "govuk-checkboxes__input"),
    (Textarea, "govuk-textarea"),
    (Select, "govuk-select"),
    (FileInput, "govuk-file-upload"),
    (PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (Input, "govuk-input"),
)


class Field(BoundField):
    """A field on a page: it knows its classes and where the error summary's link must lead."""

    @property
    def target(self) -> str:
        """The id of the first thing to type or press in."""
        return f"{self.auto_id}_0" if self.use_fieldset else str(self.id_for_label or self.auto_id)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Django's attributes with the design system's classes."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset:
            # A radio may not say itself invalid; the group's message does.
            built.pop("aria-invalid", None)
        classes = [*_classes(widget, bool(self.errors)), widget.attrs.get("class", ""), built.get("class", "")]
        if any(classes):
            built["class"] = " ".join(dict.fromkeys(" ".join(classes).split()))
        return built


class Renderer(TemplatesSetting):
    """Draws forms with the portal's own templates."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
    bound_field_class = Field


def _classes(widget: Widget, wrong: bool) -> list[str]:
    own = next((names for kind, names in _CLASSES if isinstance(widget, kind)), "").split()
    if widget.is_hidden or not own:
        return []
    return [*own, f"{own[0]}--error"] if wrong and "__" not in own[0] else own
