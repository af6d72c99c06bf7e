"""Finding the link that somebody opened."""

from muster.portal.organisations.actions.links import token_hash
from muster.portal.organisations.models import Link


def link_of(token: str) -> Link | None:
    """The link that this token opens, whatever its state; None where there never was one."""
    return Link.objects.select_related("person").filter(token_hash=token_hash(token)).first()


def link_with(public_id: str) -> Link | None:
    """The link with this id, which a session keeps in the token's stead; None where there is none."""
    return Link.objects.select_related("person").filter(public_id=public_id).first()
