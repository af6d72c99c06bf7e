"""The authority's colour as a stylesheet of its own: nothing inline, so the strict policy stands."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from muster.portal.pages.shared.gates import PortalRequest, Visit, for_machines

_A_YEAR = 31_536_000


@for_machines
@require_safe
def colour(_request: PortalRequest, _visit: Visit, colour: str) -> HttpResponse:
    """The stylesheet for a colour of six hexadecimal figures; the address says all, so it is kept for a year."""
    text = f":root {{ --muster-colour: #{colour}; --muster-on-colour: {_readable_on(colour)}; }}\n"
    answer = HttpResponse(text, content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return answer


def _readable_on(colour: str) -> str:
    """White or near-black, whichever has the greater contrast by WCAG's relative luminance."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#0b0c0c"


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
