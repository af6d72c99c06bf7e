"""Passwords: asked for anew, set by a link, changed by their owner."""

from django.contrib.auth.hashers import check_password, make_password

from muster.portal.audit.action import action
from muster.portal.foundation import limits
from muster.portal.foundation.actor import VISITOR, Actor, ActorKind
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.letters import write_to
from muster.portal.organisations.actions.links import close_links, send_again, spend_link
from muster.portal.organisations.caller import Caller
from muster.portal.organisations.chains import chains_of, record_of, themselves
from muster.portal.organisations.guesses import take_or_refuse, tell_log
from muster.portal.organisations.models import Link, Person
from muster.portal.organisations.names import as_name, whose
from muster.portal.organisations.policies import check_new_password, has_own_address

_FIVE_MINUTES = 1 / 300
ASKING = limits.define("new password person", 3, _FIVE_MINUTES)
ASKING_FROM = limits.define("new password address", 10, 1 / 60)
OWN = limits.define("own password", 5, 1 / 60)


def whom_to_mail(typed: str, caller: Caller) -> Person | None:
    """Whose link was asked for by a typed name: to be handed to `send_link`. None where it is nobody's.

    Raises Slowed only where a network address asks too often; one person gets three mails at once, and then one in
    five minutes, whoever asks.
    """
    person = whose(typed)
    if not caller.knows(person):
        take_or_refuse(ASKING_FROM, caller.address)
    may = limits.take(ASKING, person.public_id if person else f"nobody {as_name(typed)}").allowed
    if person is None or not may:
        tell_log("new password not sent", typed, caller)
        return None
    return person


def renew_link(link: Link) -> None:
    """Mail a new link to whose old one this is: to the person's own address, whoever pressed the button."""
    person = link.person
    if person.is_active and limits.take(ASKING, person.public_id).allowed:
        send_link(person)


def send_link(person: Person) -> None:
    """Mail the person the link they need, unless their address is a school's shared mailbox; then say so in an event.

    They are told on every page that leads here to write to the data team if nothing comes.
    """
    if has_own_address(person):
        send_again(VISITOR, person)
        return
    chains = chains_of(person)
    with action(VISITOR, chains[0]) as act:
        record_of(act, "link.withheld", person, chains, reason="shared mailbox")


def set_password(link: Link, password: str) -> Person:
    """Spend the link and set the password: every session and every other link of the person ends. One event.

    Raises Refusal, and leaves the link unspent, where the password is not good; Refusal where the link is not.
    """
    person = link.person
    check_new_password(password, person)
    chains, first = chains_of(person), not person.has_usable_password()
    actor = Actor(ActorKind.LINK, link.public_id, person.name)
    with action(actor, chains[0]) as act:
        spend_link(link)
        _keep(person, password)
        record_of(act, "person.password_set", person, chains, which="first" if first else "new")
        if not first:
            write_to(person, "password_changed", {})
    return person


def change_password(person: Person, old: str, new: str) -> None:
    """Let somebody who knows their password choose another: their other sessions and open links end. One event.

    Raises Refusal where the old one is wrong, or the new one not good; Slowed after too many wrong ones.
    """
    confirm_password(person, old, "password_old_wrong")
    check_new_password(new, person)
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        _keep(person, new)
        close_links(person)
        record_of(act, "person.password_changed", person, chains)
        write_to(person, "password_changed", {})


def confirm_password(person: Person, password: str, refusal_id: str = "password_wrong") -> None:
    """Make sure that it is the person themselves who sits there, as before they sign.

    Raises Refusal with that id where the password is wrong, Slowed after too many wrong ones.
    """
    take_or_refuse(OWN, person.public_id)
    if not check_password(password, person.password):
        raise Refusal(refusal_id)
    limits.give_back(OWN, person.public_id)


def _keep(person: Person, password: str) -> None:
    before, person.password = person.password, make_password(password)
    if not Person.objects.filter(pk=person.pk, password=before).update(password=person.password):
        raise Refusal("password_changed_meanwhile")
