"""Authenticator apps and recovery codes: a second factor for those who want one beside the mailbox."""

from muster.portal.audit.action import action
from muster.portal.foundation import limits
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.letters import write_to
from muster.portal.organisations.chains import chains_of, record_of, themselves
from muster.portal.organisations.guesses import take_or_refuse
from muster.portal.organisations.models import Person
from muster.portal.organisations.signing_in import authenticators

TRYING = limits.define("second factor", 5, 1 / 60)


def add_app(person: Person, secret: str, code: str) -> list[str]:
    """Connect an app that shows the right code for the secret; the recovery codes. One event, and a mail.

    Raises Refusal where the code is wrong, or an app is connected already.
    """
    if authenticators.has_app(person):
        raise Refusal("app_there")
    if not authenticators.is_code_of(secret, code):
        raise Refusal("app_code_wrong")
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        authenticators.connect(person, secret)
        codes = authenticators.new_recovery_codes(person)
        record_of(act, "person.app_added", person, chains)
        write_to(person, "second_factor_changed", {"added": True})
    return codes


def remove_app(actor: Actor, person: Person) -> None:
    """Take the app and the recovery codes away: from then on a code comes by e-mail. One event, and a mail.

    Their owner does it, or an officer for somebody who has lost the telephone.
    """
    chains = chains_of(person)
    with action(actor, chains[0]) as act:
        authenticators.remove(person)
        record_of(act, "person.app_removed", person, chains)
        write_to(person, "second_factor_changed", {"added": False})


def renew_recovery_codes(person: Person) -> list[str]:
    """Ten new recovery codes; the old ones no longer work. One event."""
    if not authenticators.has_app(person):
        raise Refusal("app_missing")
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        codes = authenticators.new_recovery_codes(person)
        record_of(act, "person.recovery_codes_made", person, chains)
    return codes


def spend_app_code(person: Person, typed: str) -> str:
    """Accept a code of the person's app, or one of their recovery codes, once; says which it was. One event.

    Raises Refusal where it is neither, Slowed after five wrong ones.
    """
    take_or_refuse(TRYING, person.public_id, "code_slowed")
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        kind = authenticators.spend(person, typed)
        record_of(act, "app_code.spent" if kind else "app_code.refused", person, chains, kind=kind)
    if not kind:
        raise Refusal("app_code_wrong")
    limits.give_back(TRYING, person.public_id)
    return kind
