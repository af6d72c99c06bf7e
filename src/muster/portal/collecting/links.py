"""The link by which a school says, without an account, that it is not taking part."""

import msgspec
from django.conf import settings
from django.core.signing import BadSignature, Signer

from muster.portal.collecting.models import Request
from muster.portal.foundation.actor import Actor, ActorKind

_SALT = "muster.decline"


class LinkUnknown(Exception):
    """Not a link of ours, or what it was for is no longer here."""


class Linked(msgspec.Struct, frozen=True):
    """What a link is for: a request, and the revision that the request had when the link was sent."""

    request: Request
    revision: int


def decline_link(request: Request) -> str:
    """The address at which whoever holds it may say that the school is not taking part, as long as nobody else has."""
    return f"{settings.PORTAL_ADDRESS}/not-taking-part/{decline_token(request)}/"


def decline_token(request: Request) -> str:
    """The part of the address that is signed: the request, and its revision. Nothing of it is kept."""
    return Signer(salt=_SALT).sign_object([request.public_id, request.revision])


def linked_by(token: str) -> Linked:
    """What the link is for, as it is now; raises LinkUnknown."""
    try:
        public_id, revision = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError) as wrong:
        raise LinkUnknown from wrong
    rows = Request.objects.select_related("authority", "collection__authority", "school")
    request = rows.filter(public_id=public_id).first()
    if request is None:
        raise LinkUnknown
    return Linked(request, revision)


def holder_of(request: Request) -> Actor:
    """Whoever holds the link: nobody has checked who that is."""
    return Actor(ActorKind.LINK, request.public_id, "Somebody with the link in the e-mail")
