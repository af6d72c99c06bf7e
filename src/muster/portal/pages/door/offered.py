"""Which authorities' own sign-ins are offered, and where they lead back to."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from muster.portal.organisations.models import Authority, SignInProvider
from muster.portal.pages.shared.authorities import authority_at


def offered(request: HttpRequest) -> list[SignInProvider]:
    """The provider of the authority whose portal it is; of an installation for several, those of all, by name."""
    rows = SignInProvider.objects.filter(is_on=True).select_related("authority").order_by("name")
    own = authority_at(request)
    return list(rows.filter(authority=own) if own else rows)


def base_of(authority: Authority) -> str:
    """The portal's address at which the authority's people sign in: that of the host of its own, where it has one."""
    portal: str = settings.PORTAL_ADDRESS
    return f"{urlsplit(portal).scheme}://{authority.host}" if authority.host else portal.rstrip("/")


def way_back(authority: Authority) -> str:
    """The address that the provider sends people back to: it is told this one, and takes no other."""
    return base_of(authority) + reverse("sign-in-back", kwargs={"la": authority.la})


def told_of_logout(authority: Authority) -> str:
    """The address where the provider may say that a session has ended there."""
    return base_of(authority) + reverse("sign-in-logout", kwargs={"la": authority.la})
