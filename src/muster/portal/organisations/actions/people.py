"""People: how somebody gets an account."""

from django.contrib.auth.hashers import make_password

from muster.portal.audit.action import INSTANCE, action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority, Person
from muster.portal.organisations.own_address import own_address


def add_person(actor: Actor, email: str, name: str, *, authority: Authority | None = None) -> Person:
    """The person with this address; made, without a password, where there is none. One event where made.

    Somebody who is there already keeps their name. The event joins the chain of `authority`, the installation's
    where none is given. Raises Refusal where the name is missing, or the address is none or a school's shared one.
    """
    address = own_address(email)
    if not name.strip():
        raise Refusal("name_missing")
    known = Person.objects.filter(email=address).first()
    return known or _made(actor, address, name.strip(), authority.public_id if authority else INSTANCE)


def _made(actor: Actor, address: str, name: str, chain: str) -> Person:
    with action(actor, chain) as act:
        start = {"name": name[:200], "password": make_password(None)}
        # Two may invite the same address at the same moment: the second finds the first one's person.
        person, made = Person.objects.get_or_create(email=address, defaults=start)
        act.record("person.added" if made else "person.found", person)
    return person
