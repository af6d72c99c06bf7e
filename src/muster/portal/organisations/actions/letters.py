"""Mail to a person about their own account."""

from muster.portal.organisations.letterhead import authority_of, letterhead
from muster.portal.organisations.models import Person
from muster.portal.outbox.actions import Recipient, send
from muster.portal.outbox.rendering import Fact


def write_to(person: Person, template: str, facts: dict[str, Fact]) -> None:
    """Put a mail to the person's own address into the outbox, within the caller's action, from their data team."""
    authority = authority_of(person)
    send(
        template,
        Recipient(person.email, person.name),
        letterhead(authority) | facts,
        authority=authority.public_id if authority else None,
    )
