"""The return that a request brought along from a query, without a query of its own."""

from muster.portal.collecting.models import Request
from muster.portal.returns.models import Return


def brought_by(request: Request) -> Return | None:
    """The request's return; None where nothing was sent, or was known to be sent when the request was read."""
    found: Return | None = getattr(request, "school_return", None)
    return found
