"""What the frame around every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The visit and its authority for templates; both None where no gate was passed, as on an error page."""
    visit = getattr(request, "visit", None)
    return {
        "visit": visit,
        "authority": visit.authority if visit else None,
        "service": settings.SERVICE_NAME,
        "demonstration": settings.DEMONSTRATION,
    }
