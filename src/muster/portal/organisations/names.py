"""Names to sign in with: a school's URN, or a person's own e-mail address."""

import re

from muster.portal.organisations.models import Person, SignInName

_URN = re.compile(r"\d{6}")


def as_name(typed: str) -> str:
    """The name as it is compared: without spaces around it, in small letters, at most 254 characters."""
    return typed.strip().lower()[:254]


def whose(typed: str) -> Person | None:
    """The person behind a typed name: the present head for a URN, else whose own address it is. None: nobody's.

    Somebody whose account is closed is nobody.
    """
    name = as_name(typed)
    if _URN.fullmatch(name):
        found = SignInName.objects.select_related("person").filter(name=name).first()
        person = found.person if found else None
    else:
        person = Person.objects.filter(email=name).first()
    return person if person is not None and person.is_active else None
