"""A form that did not come with this browser's own token: nothing was done, and nothing typed here is lost."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from muster.portal.pages.shared.errors import error_page

_MIDDLEWARES_OWN = "csrfmiddlewaretoken"
_SECRET = ("password", "code")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's own call
    """403, with what was typed in a form to send again; only where our own page sent it, and it held no secret."""
    return error_page(request, 403, forged=True, typed=_typed(request), address=request.get_full_path())


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    if not _came_from_here(request) or request.FILES:
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != _MIDDLEWARES_OWN]
    return [] if any(secret in name.lower() for name, _ in fields for secret in _SECRET) else fields


def _came_from_here(request: HttpRequest) -> bool:
    """Whether the browser itself says so. Another site's form must not speak through our page."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(said)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
