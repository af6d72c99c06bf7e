"""The code by e-mail: the second factor that an office without phones can use."""

import secrets
from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from muster.portal.audit.action import action
from muster.portal.foundation import clock, limits
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.letters import write_to
from muster.portal.organisations.chains import chains_of, record_of, themselves
from muster.portal.organisations.guesses import take_or_refuse
from muster.portal.organisations.models import Person, SignInCode

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
SENDING = limits.define("sign-in code", 5, 1 / 300)


def send_code(person: Person) -> None:
    """Mail the person a new code of six figures, good for ten minutes and once; it closes the one before. One event.

    Raises Slowed where too many were sent: five at once, then one in five minutes.
    """
    take_or_refuse(SENDING, person.public_id, "code_slowed")
    code = f"{secrets.randbelow(1_000_000):06}"
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        SignInCode.objects.filter(person=person, closed_at__isnull=True).update(closed_at=clock.now())
        SignInCode.objects.create(person=person, code_hash=_hashed(person, code), ends_at=clock.now() + GOOD_FOR)
        write_to(person, "sign_in_code", {"code": code})
        record_of(act, "code.sent", person, chains)


def spend_code(person: Person, typed: str) -> None:
    """Spend the person's newest code. One event.

    Raises Refusal where it is wrong, was used, is too old, or has been guessed at five times; a wrong guess is kept.
    """
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        refusal = _try(person, typed)
        record_of(act, "code.refused" if refusal else "code.spent", person, chains)
    if refusal:
        raise refusal


def _try(person: Person, typed: str) -> Refusal | None:
    """Count the try before looking: however many look at once, five are heard."""
    now = clock.now()
    good = SignInCode.objects.filter(person=person, closed_at__isnull=True, spent_at__isnull=True, ends_at__gt=now)
    code = good.order_by("-pk").first()
    if code is None:
        return Refusal("code_ended")
    tried = good.filter(pk=code.pk, tries=code.tries, tries__lt=TRIES).update(tries=code.tries + 1)
    if not tried:
        return Refusal("code_tries")
    if not constant_time_compare(code.code_hash, _hashed(person, _figures(typed))):
        return Refusal("code_wrong")
    return None if good.filter(pk=code.pk).update(spent_at=now) else Refusal("code_ended")


def _figures(typed: str) -> str:
    return "".join(sign for sign in typed if sign.isascii() and sign.isdigit())


def _hashed(person: Person, code: str) -> str:
    return salted_hmac("muster.sign-in code", f"{person.public_id} {code}", algorithm="sha256").hexdigest()
