"""What the frame around every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The visit, and what the installation says of itself; `visit` is None where no gate was passed."""
    return {
        "visit": getattr(request, "visit", None),
        "service": settings.SERVICE_NAME,
        "demonstration": settings.DEMONSTRATION,
    }
