"""What a mail says: its template and facts made into a subject, a plain text and a page."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

import msgspec
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template

from muster.portal.outbox.naming import names_in

Fact = str | int | bool | date | datetime | list[str]

COMMON = frozenset({"subject", "recipient", "address"})
"""What every template may say without being told: its subject, the recipient's name, the portal's address."""

OPTIONAL = frozenset({"authority_name", "team_name", "team_email", "team_telephone"})
"""Who it comes from: what the frame of every mail says where it is told."""

_SUBJECT = "Subject: "
_GAP = re.compile(r"\n\s*\n")


class MailFault(Exception):
    """A mail's template or facts are not right: a fault of ours, and nothing is sent."""


class Text(msgspec.Struct, frozen=True):
    """A mail as it goes out: one line of subject, plain text, and HTML."""

    subject: str
    plain: str
    html: str


def render(template: str, recipient: str, facts: Mapping[str, Fact]) -> Text:
    """The mail that the template makes of the facts.

    The facts must be those that the template names, none more and none fewer: what a template does not say, such as
    anything of a pupil, cannot come along. Raises MailFault otherwise.
    """
    _check(template, facts)
    context = {**facts, "recipient": recipient, "address": settings.PORTAL_ADDRESS}
    first, _, plain = _plain(template).render(Context(context, autoescape=False)).partition("\n")
    if not first.startswith(_SUBJECT):
        raise MailFault(f"mail/{template}.txt must begin with a line {_SUBJECT!r}.")
    subject = " ".join(first.removeprefix(_SUBJECT).split())
    html = _html(template).render(Context(context | {"subject": subject}))
    return Text(subject, _GAP.sub("\n\n", plain).strip() + "\n", html.strip() + "\n")


@cache
def facts_of(template: str) -> frozenset[str]:
    """The facts that the template needs: every name that its plain text or its HTML says."""
    return frozenset(names_in(_plain(template)) | names_in(_html(template))) - COMMON - OPTIONAL


def _check(template: str, facts: Mapping[str, object]) -> None:
    needed, given = facts_of(template), facts.keys() - OPTIONAL
    if missing := needed - given:
        raise MailFault(f"mail/{template} needs {', '.join(sorted(missing))}.")
    if unknown := given - needed:
        raise MailFault(f"mail/{template} does not say {', '.join(sorted(unknown))}: leave it out.")
    if wrong := [name for name, fact in facts.items() if not isinstance(fact, (str, int, date, list))]:
        raise MailFault(f"mail/{template} takes plain facts, which {', '.join(sorted(wrong))} is not.")


def _plain(template: str) -> Template:
    return _template(f"mail/{template}.txt")


def _html(template: str) -> Template:
    return _template(f"mail/{template}.html")


def _template(name: str) -> Template:
    found: Template = get_template(name).template  # type: ignore[attr-defined] # Django's own engine is the one in use
    return found
