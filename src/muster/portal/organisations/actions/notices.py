"""Mail that tells somebody what was changed: never a link that signs anybody in."""

from collections.abc import Mapping

from muster.portal.organisations.letterhead import letterhead
from muster.portal.organisations.models import Authority, Person, School
from muster.portal.outbox.actions import Recipient, send
from muster.portal.outbox.rendering import Fact


def tell_person(authority: Authority, person: Person, template: str, facts: Mapping[str, Fact]) -> None:
    """Put a notice to the person's own address into the outbox, from the authority's data team."""
    _tell(authority, Recipient(person.email, person.name), template, facts)


def tell_school(school: School, template: str, facts: Mapping[str, Fact]) -> None:
    """Put a notice to the school's main address into the outbox; nothing where the school has none."""
    if school.email:
        _tell(school.authority, Recipient(school.email, school.name), template, facts)


def tell_team(authority: Authority, template: str, facts: Mapping[str, Fact]) -> None:
    """Put a notice to the authority's data team into the outbox."""
    _tell(authority, Recipient(authority.team_email, authority.team_name), template, facts)


def _tell(authority: Authority, to: Recipient, template: str, facts: Mapping[str, Fact]) -> None:
    send(template, to, letterhead(authority) | dict(facts), authority=authority.public_id)
