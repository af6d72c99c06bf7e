"""The link by which somebody who is not signed in follows their own enquiry."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer

from muster.portal.casework.models import Enquiry
from muster.portal.foundation import clock

GOOD_FOR = timedelta(days=14)
_SALT = "muster.enquiry"


class LinkUnknown(Exception):
    """Not a link of ours, or its enquiry is no longer here."""


class LinkEnded(Exception):
    """A link of ours that is over; `enquiry` is the one that it was for, to send a new link to the same address."""

    def __init__(self, enquiry: Enquiry) -> None:
        super().__init__("link ended")
        self.enquiry = enquiry


def link_to(enquiry: Enquiry) -> str:
    """The address of the enquiry for its asker: with a token where they have no account to sign in with.

    The token goes to the address that the asker gave, opens this one thread, and is good for 14 days. It is not spent
    by opening it.
    """
    if enquiry.person_id is not None:
        return f"{settings.PORTAL_ADDRESS}/enquiries/{enquiry.public_id}/"
    return f"{settings.PORTAL_ADDRESS}/enquiries/link/{token_of(enquiry)}/"


def token_of(enquiry: Enquiry) -> str:
    """A token that opens this enquiry from now on for 14 days."""
    return Signer(salt=_SALT).sign_object([enquiry.public_id, int(clock.now().timestamp())])


def enquiry_of(token: str) -> Enquiry:
    """The enquiry that the token opens; raises LinkUnknown or LinkEnded."""
    try:
        public_id, seconds = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError) as wrong:
        raise LinkUnknown from wrong
    enquiry = Enquiry.objects.filter(public_id=public_id, person=None).select_related("authority", "school").first()
    if enquiry is None:
        raise LinkUnknown
    if clock.now() - datetime.fromtimestamp(seconds, UTC) > GOOD_FOR:
        raise LinkEnded(enquiry)
    return enquiry
