"""The base of every form."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from muster.portal.foundation.refusals import Changed, Refusal


class Form(forms.Form):
    """A form whose fields are drawn by `parts/field.html`, and whose own words stand where Django's would.

    No browser cuts off what is too long: the form says so, by "Shorten ..." where the field has no words of its own.
    A required field without a `required` message says "Enter the ..." with its label, a choice or a file "Choose ...".
    """

    use_required_attribute = False
    error_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            say_what_is_missing(name, field)
            take_whole(field)

    def refuse(self, refusal: Refusal, field: str | None = None) -> None:
        """Put a refusal's sentence on the form (or on one field), so that the page keeps what was typed."""
        self.add_error(field if field in self.fields else None, refusal.sentence)


class RevisedForm(Form):
    """A form over a row that people change: it carries the revision that the person saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def status(self) -> int:
        """What the page of the form answers: that the form was refused by what is there, or nothing of note."""
        return HTTPStatus.CONFLICT if self.is_bound and self.non_field_errors() else HTTPStatus.OK

    def does(
        self,
        act: Callable[[], object],
        now: Callable[[], int],
        fields: Mapping[str, str] = MappingProxyType({}),
        about: str = "",
    ) -> bool:
        """Do what the form asks for, and say whether it was done; where it is refused, the form says why.

        `now` gives the row's present revision; `fields` the field that a refusal is about, by the refusal's id, and
        `about` the one that all others are about.
        """
        try:
            act()
        except Changed as changed:
            self.keep(changed, now())
        except Refusal as refusal:
            self.refuse(refusal, fields.get(refusal.id, about))
        else:
            return True
        return False

    def keep(self, changed: Changed, revision: int) -> None:
        """Somebody else was first: say so, keep what was typed, and let the next save be over what is there now."""
        self.refuse(changed)
        kept = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        kept[self.add_prefix("revision")] = str(revision)
        self.data = kept


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form that is drawn and taken by one view; None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def say_what_is_missing(name: str, field: forms.Field) -> None:
    """Give a field our own words for being left out, unless it has some: also one that a form puts in later."""
    standard = type(field).default_error_messages.get("required", forms.Field.default_error_messages["required"])
    if field.error_messages.get("required") in (standard, forms.Field.default_error_messages["required"]):
        field.error_messages["required"] = _asked_for(str(field.label or name.replace("_", " ")), field)


def take_whole(field: forms.Field) -> None:
    """Let the field's text arrive whole, and be refused in words: a browser's own limit cuts it off in silence."""
    field.widget.attrs.pop("maxlength", None)
    if isinstance(field, forms.CharField) and field.max_length:
        field.error_messages.setdefault("max_length", f"Shorten “{field.label}” to {field.max_length:,} characters.")


def _asked_for(label: str, field: forms.Field) -> str:
    chosen = isinstance(field, forms.ChoiceField | forms.FileField)
    if label.endswith("?"):
        return f"{'Choose' if chosen else 'Enter'} an answer to “{label}”"
    plain = label if label[:2].isupper() else label[:1].lower() + label[1:]
    article = "" if plain.split(" ")[0] in _NEEDS_NO_ARTICLE or plain[-1:].isdecimal() else "the "
    return f"{'Choose' if chosen else 'Enter'} {article}{plain.rstrip('.')}."


_NEEDS_NO_ARTICLE = frozenset({"a", "an", "its", "that", "the", "their", "what", "when", "where", "who", "why", "your"})
"""With what a label begins that reads well behind "Enter" as it is."""
