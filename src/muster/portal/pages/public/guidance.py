"""The guidance for schools, made from the collection's dates and settings: it cannot be out of step with them."""

from datetime import date

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.framework import Framework
from muster.portal.collecting.practice import Benchmarks, Practice, practice_of
from muster.portal.collecting.terms import settings_of
from muster.portal.foundation import clock
from muster.portal.organisations.models import School
from muster.portal.pages.public.season import Season, season_of
from muster.portal.pages.returns.send.help import Help, helps_for
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all
from muster.portal.returns.answers_due import answers_by

SCIENCE = "science"


class Section(msgspec.Struct, frozen=True):
    """A part of the guidance: its place on the page, its heading, and `public/parts/<key>.html`, which says it."""

    key: str
    title: str

    @property
    def template(self) -> str:
        """The template that says it."""
        return f"public/parts/{self.key.replace('-', '_')}.html"


SECTIONS = (
    Section("taking-part", "Taking part"),
    Section("key-dates", "Key dates"),
    Section("getting-in", "Getting in"),
    Section("who", "Which pupils"),
    Section("codes", "Which code to use"),
    Section("file", "Making the file"),
    Section("systems", "Your school’s system"),
    Section("sending", "Sending the file"),
    Section("confirming", "Confirming the results"),
    Section("afterwards", "What happens next"),
    Section("movers", "Pupils who changed school"),
    Section("help", "Questions and help"),
    Section("publications", "What the Department for Education publishes"),
)
"""The guidance, in the order in which a school needs it: both the page and its contents are made of this."""


class Code(msgspec.Struct, frozen=True):
    """A code, what it means, and whether it is one for reading, writing and maths, and for science."""

    code: str
    meaning: str
    on_scale: bool
    in_science: bool


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """What of a collection the guidance says beside the season's dates; the framework's where none was announced.

    `answers_by` is in words, "" where nothing was announced.
    """

    today: date
    practice: Practice
    answers_by: str
    test_from: date
    test_to: date
    roll_date: date
    systems: tuple[Help, ...]
    own_system: bool

    @property
    def shows_figures(self) -> bool:
        """Whether schools are shown the authority's and the emerging national figures."""
        return self.practice.benchmarks is Benchmarks.SCHOOLS


@open_to_all
@require_safe
def guidance(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Everything that a school must know to take part, in one page that prints well."""
    return render(request, "public/guidance.html", guidance_facts(season_of(visit.authority), _own_school(visit)))


def guidance_facts(season: Season, school: School | None) -> dict[str, object]:
    """What the template of the guidance is given."""
    return {
        "season": season,
        "guide": guide_of(season, school),
        "sections": SECTIONS,
        "codes": codes_of(season.framework),
        "dates": season.framework.dates,
    }


def guide_of(season: Season, school: School | None = None) -> Guide:
    """The guidance's facts; the school's own system stands first where it is known."""
    collection, dates = season.collection, season.framework.dates
    helps = helps_for(school, collection)
    known = not helps.own.is_general
    # The general one goes last, unless nothing else is known of the school's.
    systems = (helps.own, *helps.others) if known else (*helps.others, helps.own)
    return Guide(
        today=clock.today(),
        practice=practice_of(collection) if collection else Practice(),
        answers_by=answers_by(collection) if collection else "",
        test_from=collection.test_period_from if collection else dates.test_period_from,
        test_to=collection.test_period_to if collection else dates.test_period_to,
        roll_date=(settings_of(collection).roll_date if collection else None) or dates.roll_taken,
        systems=systems if season.science else tuple(_without_science(one) for one in systems),
        own_system=known,
    )


def codes_of(framework: Framework) -> list[Code]:
    """The framework's own codes, the highest first, and those for pupils without a judgement last."""
    of_science = [code for subject in framework.subjects for code in subject.codes if subject.key == SCIENCE]
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


def _without_science(told: Help) -> Help:
    """The help without the traps of a subject that is not asked for."""
    traps = tuple(trap for trap in told.system.traps if SCIENCE not in trap.lower())
    return Help(msgspec.structs.replace(told.system, traps=traps), told.authority)


def _own_school(visit: Visit) -> School | None:
    """The school of whoever reads, where they have just one."""
    schools = visit.access.schools
    return schools[0] if len(schools) == 1 else None
