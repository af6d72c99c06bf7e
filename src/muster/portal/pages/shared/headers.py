"""Headers of every answer that a page does not say itself."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_PERMISSIONS = ", ".join(f"{feature}=()" for feature in _FEATURES)


def headers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: no device of the reader's is asked for, nothing is indexed, nothing signed in for is kept."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        answer.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        answer.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        answer.headers.setdefault("Cache-Control", _caching(request))
        return answer

    return answered


def _caching(request: HttpRequest) -> str:
    """Open pages may come back with the back button, and what was typed in them; all others are not stored at all."""
    visit = getattr(request, "visit", None)
    return "private, no-cache" if visit is not None and visit.person is None else "no-store"
