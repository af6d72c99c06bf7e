"""The guidance for schools: what to enter, how to make the file, by when, and whose pupil it is."""

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.framework import Framework
from muster.portal.pages.public.season import season_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all


class Code(msgspec.Struct, frozen=True):
    """A code, what it means, and whether it is one for reading, writing and maths, and for science."""

    code: str
    meaning: str
    on_scale: bool
    in_science: bool


@open_to_all
@require_safe
def guidance(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Everything that a school must know to take part, in one page."""
    season = season_of(visit.authority)
    shown = {"season": season, "codes": codes_of(season.framework), "dates": season.framework.dates}
    return render(request, "public/guidance.html", shown)


def codes_of(framework: Framework) -> list[Code]:
    """The framework's own codes, the highest first, and those for pupils without a judgement last."""
    of_science = [code for subject in framework.subjects for code in subject.codes if subject.key == "science"]
    scale = tuple(reversed(framework.scale))
    ordered = dict.fromkeys([*scale, *of_science, *framework.absent])
    return [
        Code(
            code=code,
            meaning=framework.meanings[code],
            on_scale=code in scale or code in framework.absent,
            in_science=code in of_science or code in framework.absent,
        )
        for code in ordered
    ]
