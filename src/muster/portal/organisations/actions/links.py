"""Links that prove who somebody is: made, mailed to the person's own address, spent by pressing a button."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.letters import write_to
from muster.portal.organisations.chains import chains_of, record_of
from muster.portal.organisations.models import Link, Person
from muster.portal.organisations.policies import check_own_address

GOOD_FOR = {
    Link.Purpose.FIRST_ACCESS: timedelta(days=14),
    Link.Purpose.NEW_PASSWORD: timedelta(hours=1),
}


def make_link(actor: Actor, person: Person, purpose: Link.Purpose) -> str:
    """A new link's whole address, for a mail to the person's own address. One event.

    Earlier links stay good: otherwise anybody could close a head's link by asking for another. Raises Refusal where
    the person may sign and their address is a school's shared mailbox.
    """
    check_own_address(person)
    token = secrets.token_urlsafe(32)
    chains = chains_of(person)
    with action(actor, chains[0]) as act:
        Link.objects.create(
            person=person, purpose=purpose, token_hash=token_hash(token), ends_at=clock.now() + GOOD_FOR[purpose]
        )
        record_of(act, "link.made", person, chains, purpose=str(purpose))
    return f"{settings.PORTAL_ADDRESS}/link/?key={token}"


def send_first_access(actor: Actor, person: Person) -> None:
    """Mail the person a link, good for 14 days, by which they choose their first password. One event."""
    _send(actor, person, Link.Purpose.FIRST_ACCESS)


def send_again(actor: Actor, person: Person) -> None:
    """Mail the link that the person needs: to a new password, or to the first one where they never had any."""
    _send(actor, person, purpose_for(person))


def purpose_for(person: Person) -> Link.Purpose:
    """What a link for the person is for: the first password, or a new one."""
    return Link.Purpose.NEW_PASSWORD if person.has_usable_password() else Link.Purpose.FIRST_ACCESS


def spend_link(link: Link) -> None:
    """Spend a link within the caller's action, and close the person's others; raises Refusal where it was too late."""
    now = clock.now()
    spendable = Link.objects.filter(pk=link.pk, spent_at__isnull=True, closed_at__isnull=True, ends_at__gt=now)
    if not spendable.update(spent_at=now):
        raise Refusal("link_spent")
    close_links(link.person)


def close_links(person: Person) -> None:
    """Close every open link of the person, within the caller's action."""
    Link.objects.filter(person=person, spent_at__isnull=True, closed_at__isnull=True).update(closed_at=clock.now())


def token_hash(token: str) -> str:
    """What is kept of a token: it has 256 random bits, so a plain hash cannot be tried out."""
    return hashlib.sha256(token.encode()).hexdigest()


def _send(actor: Actor, person: Person, purpose: Link.Purpose) -> None:
    chains = chains_of(person)
    with action(actor, chains[0]):
        link = make_link(actor, person, purpose)
        until = (clock.now() + GOOD_FOR[purpose]).astimezone(LONDON)
        write_to(person, str(purpose), {"link": link, "until": until})
