"""What search engines may do here: nothing."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from muster.portal.pages.shared.gates import PortalRequest, Visit, for_machines


@for_machines
@require_safe
def robots(_request: PortalRequest, _visit: Visit) -> HttpResponse:
    """No page of this service belongs into a search engine."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
