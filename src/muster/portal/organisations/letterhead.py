"""Who a mail to a person comes from: the data team of their authority."""

from muster.portal.organisations.models import Authority, Membership, Person
from muster.portal.outbox.rendering import Fact


def authority_of(person: Person) -> Authority | None:
    """The authority that the person has had to do with longest; None where there is none."""
    rows = Membership.objects.filter(person=person, ended_at__isnull=True).select_related("authority").order_by("pk")
    first = rows.first()
    return first.authority if first else None


def letterhead(authority: Authority | None) -> dict[str, Fact]:
    """The facts by which the frame of every mail names the authority and its data team."""
    if authority is None:
        return {}
    return {
        "authority_name": authority.name,
        "team_name": authority.team_name,
        "team_email": authority.team_email,
        "team_telephone": authority.team_telephone,
    }
