"""What is checked: the catalogue of rules in words, for whoever sends a file."""

from itertools import groupby

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.pages.public.season import season_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all
from muster.records import Severity
from muster.rules import Rule, rules_of
from muster.rules.sentences import in_brackets

LEVELS = {
    "file": "The file",
    "pupil": "Each pupil",
    "outcome": "Each outcome",
    "cohort": "Who is in the file",
    "school": "The school as a whole",
    "cross-school": "Between schools",
}
_ASKS = {
    Severity.ERROR: "Must be put right",
    Severity.QUERY: "Please explain",
    Severity.NOTE: "For your information",
}
_NEEDS = {
    "": "",
    "school": "knowing which school sends the file",
    "roll": "the list of pupils that the authority expects",
    "history": "the school’s results of earlier years",
    "receipts": "the files that came before",
    "returns": "what other schools sent",
}


class Check(msgspec.Struct, frozen=True):
    """One check as people read it: what it says, and what to do; `others` are its other ways of saying it."""

    id: str
    title: str
    asks: str
    severity: str
    needs: str
    said: str
    to_do: str
    others: list[tuple[str, str]]


@open_to_all
@require_safe
def rules(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Every check of the year, or only those of one level: `?level=pupil`."""
    framework = season_of(visit.authority).framework
    level = request.GET.get("level", "")
    chosen = [rule for rule in rules_of(framework.year) if level not in LEVELS or rule.level == level]
    together = [
        (LEVELS[name], [_check(rule) for rule in some]) for name, some in groupby(chosen, lambda one: one.level)
    ]
    shown = {"framework": framework, "together": together, "levels": LEVELS, "level": level, "number": len(chosen)}
    return render(request, "public/rules.html", shown)


def _check(rule: Rule) -> Check:
    return Check(
        id=rule.id,
        title=rule.title,
        asks=_ASKS[rule.severity],
        severity=str(rule.severity),
        needs=_NEEDS[rule.needs],
        said=in_brackets(rule.message),
        to_do=in_brackets(rule.advice),
        others=[(in_brackets(one.message), in_brackets(one.advice)) for one in rule.variants.values()],
    )
