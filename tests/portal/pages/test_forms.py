"""The one field template, the error summary, and what forms say."""

import re
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.pages.shared.forms import Form, RevisedForm


class Asking(Form):
    name = forms.CharField(label="Your name", help_text="As your school <writes> it.")
    note = forms.CharField(label="Anything else", required=False, widget=forms.Textarea)
    role = forms.ChoiceField(
        label="What may they do?", choices=[("reader", "May read"), ("sender", "May send")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(
        label="I have read it", error_messages={"required": "Tick the box once you have read it."}
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    hidden = forms.CharField(widget=forms.HiddenInput, initial="kept")


class Changing(RevisedForm):
    title = forms.CharField(label="Title")
    days = forms.MultipleChoiceField(label="Days", choices=[("mon", "Monday"), ("tue", "Tuesday")])


def field(name: str, typed: dict[str, Any] | None = None) -> str:
    form = Asking(typed) if typed is not None else Asking()
    return re.sub(r"\s+", " ", form[name].as_field_group())


def summary(form: Form) -> str:
    return re.sub(r"\s+", " ", render_to_string("parts/error_summary.html", {"form": form}))


def test_a_field_has_its_label_and_hint_tied_to_it() -> None:
    drawn = field("name")
    assert '<label class="govuk-label" for="id_name">Your name</label>' in re.sub(r" ?</label>", "</label>", drawn)
    assert '<div class="govuk-hint" id="id_name_helptext">As your school &lt;writes&gt; it.</div>' in drawn
    assert 'aria-describedby="id_name_helptext"' in drawn
    assert 'class="govuk-input"' in drawn


def test_a_wrong_field_says_why_and_what_was_typed_is_kept() -> None:
    drawn = field("name", {"name": ""})
    assert 'id="id_name_error"' in drawn
    assert "Enter your name." in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'class="govuk-input govuk-input--error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'value="Ida &quot;zqx&quot;"' in field("name", {"name": 'Ida "zqx"'})


def test_what_may_be_left_out_says_so() -> None:
    assert "Anything else (optional)" in field("note")
    assert "(optional)" not in field("name")


def test_choices_stand_in_a_group_with_the_question() -> None:
    drawn = field("role", {})
    assert "<fieldset" in drawn
    assert 'aria-describedby="id_role_error"' in drawn
    assert drawn.count('class="govuk-radios__input"') == 2
    assert '<label class="govuk-label govuk-radios__label" for="id_role_1">May send</label>' in drawn
    assert "aria-invalid" not in drawn


def test_a_box_to_tick_stands_before_its_label() -> None:
    drawn = field("agreed")
    assert drawn.index("<input") < drawn.index("<label")
    assert 'class="govuk-checkboxes__input"' in drawn


def test_a_password_is_never_drawn_again() -> None:
    drawn = field("password", {"password": "a secret of mine"})
    assert "a secret of mine" not in drawn
    assert 'autocomplete="new-password"' in drawn
    assert "govuk-js-password-input-toggle" in drawn


def test_no_field_is_held_back_by_the_browser() -> None:
    assert not re.search(r"\srequired[\s>]", str(Asking()))


def test_a_hidden_field_stands_in_the_form_without_a_label() -> None:
    assert '<input type="hidden" name="hidden" value="kept" id="id_hidden">' in str(Asking())


def test_the_summary_leads_to_each_wrong_field() -> None:
    shown = summary(Asking({"hidden": "kept"}))
    targets = re.findall(r'href="#(\w+)"', shown)
    assert targets == ["id_name", "id_role_0", "id_agreed", "id_password"]
    drawn = str(Asking({}))
    assert all(f'id="{target}"' in drawn for target in targets)


def test_there_is_no_summary_where_nothing_is_wrong() -> None:
    assert summary(Asking()).strip() == ""


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("name", "Enter your name."),
        ("role", "Choose an answer to “What may they do?”"),
        ("agreed", "Tick the box once you have read it."),
    ],
)
def test_what_is_missing_is_asked_for_by_name(name: str, sentence: str) -> None:
    assert Asking({}).errors[name] == [sentence]


def test_a_refusal_stands_on_the_form_and_keeps_what_was_typed() -> None:
    form = Changing(QueryDict("title=Mine&revision=3&days=mon"))
    form.refuse(Refusal("name_missing"))
    assert form.non_field_errors() == ["Enter the person's full name."]
    assert 'value="Mine"' in str(form)


def test_a_refusal_can_stand_on_its_field() -> None:
    form = Changing(QueryDict("title=Mine&revision=3&days=mon"))
    form.refuse(Refusal("name_missing"), "title")
    assert form.errors["title"] == ["Enter the person's full name."]


def test_the_loser_keeps_everything_typed_and_gets_the_newer_revision() -> None:
    form = Changing(QueryDict("title=Mine&revision=3&days=mon&days=tue"))
    assert form.is_valid()
    form.keep(Changed("changed", who="Olu Okazqxfor", when="Friday 26 June 2026"), 4)
    drawn = str(form)
    assert 'name="revision" value="4"' in drawn
    assert 'value="Mine"' in drawn
    assert drawn.count("selected") == 2
    assert "Olu Okazqxfor changed this on Friday 26 June 2026." in summary(form)


class Told(Form):
    note = forms.CharField(label="Your note", max_length=12, widget=forms.Textarea)


def test_no_browser_cuts_off_what_is_too_long_and_the_form_says_so() -> None:
    assert "maxlength" not in str(Told()["note"])
    form = Told({"note": "longer than twelve"})
    assert form.errors == {"note": ["Shorten “Your note” to 12 characters."]}
    assert form["note"].value() == "longer than twelve"
