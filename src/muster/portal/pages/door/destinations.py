"""Where somebody goes once they are in."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/home/"


def next_of(request: HttpRequest) -> str:
    """The page that was asked for, where it is one of ours; else the person's own home."""
    return safe(request, request.GET.get("next", ""))


def safe(request: HttpRequest, wanted: str) -> str:
    """The address if it is a path of this portal, else home: nobody is sent elsewhere by a link to the sign-in page."""
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    fits = is_path and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fits else HOME
