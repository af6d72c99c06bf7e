"""What only the demonstration may do: give its accounts a password that everybody knows."""

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password

from muster.portal.audit.action import action
from muster.portal.demonstration.guard import DEMONSTRATION, check_demonstration
from muster.portal.foundation import clock
from muster.portal.organisations.models import Authority, Person

PASSWORD = "demo-password-2026"  # noqa: S105 - printed for everybody who tries the demonstration


def open_accounts(authority: Authority, people: Iterable[Person], *, with_code: Iterable[Person] = ()) -> None:
    """Let the people sign in with the demonstration's password; only those in `with_code` need a code as well.

    One hash serves all: three hundred would take as many times as long, and nothing here is secret. One event.
    Raises Refusal outside the demonstration, and beside an authority that is none of its own.
    """
    check_demonstration(making=authority)
    encoded, careful = make_password(PASSWORD), {person.pk for person in with_code}
    everybody = {person.pk for person in people} | careful
    with action(DEMONSTRATION, authority.public_id) as act:
        rows = Person.objects.filter(pk__in=everybody)
        rows.update(password=encoded, first_in=clock.now())
        rows.exclude(pk__in=careful).update(second_factor=False)
        act.record("demonstration.accounts_opened", authority, accounts=len(everybody))
