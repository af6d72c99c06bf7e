"""The task list of a return: how far it is, what to do next, the five steps, what is asked and by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.collecting.models import Waiver
from muster.portal.collecting.reads import waived_rules
from muster.portal.organisations.reads.memberships import head_of
from muster.portal.pages.returns.also_sent.step import also_sent_step
from muster.portal.pages.returns.handing_in.page import file_page
from muster.portal.pages.returns.place import Place, any_place_of
from muster.portal.pages.returns.tasks.asked import Asked
from muster.portal.pages.returns.tasks.next_step import next_of
from muster.portal.pages.returns.tasks.steps import steps_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.publishing.reads.lateness import lateness_of
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.models import Confirmation
from muster.portal.returns.reads.acting import acted_for
from muster.portal.returns.reads.corrected import corrections_number
from muster.portal.returns.reads.history import confirmation_in_force
from muster.portal.returns.reads.summary import summary_of
from muster.rules import catalogue


@for_school()
@require_safe
def task_list(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Everything that one collection asks of the school, on one page."""
    place = any_place_of(visit, request_id)
    if place.is_file_alone:
        return file_page(request, place)
    summary, confirmation = summary_of(visit.scope, place.school_return), _in_force(place)
    step = next_of(place, summary)
    facts = {
        "asked": Asked(place, step),
        "summary": summary,
        "steps": steps_of(place, summary),
        "confirmation": confirmation,
        "is_newer": place.school_return.draft != Draft.NONE,
        "may_withdraw": place.may("withdraw"),
        "may_decline": place.may("decline"),
        "waivers": _waivers(place),
        "also_sent": also_sent_step(place),
        "put_right": corrections_number(visit.scope, confirmation) if confirmation else 0,
        "acted": acted_for(visit.scope, place.request),
        "late": lateness_of(visit.scope, place.school_return),
        "head": head_of(visit.scope, place.school) if step.kind == "ask_head" else None,
    }
    return render(request, "returns/tasks/task_list.html", place.facts(**facts))


def _waivers(place: Place) -> list[tuple[Waiver, str]]:
    """What the authority does not ask of the school, each with its title."""
    waived = waived_rules(place.visit.scope, place.request)
    return [(one, catalogue()[rule].title) for rule, one in waived.items()]


def _in_force(place: Place) -> Confirmation | None:
    if place.school_return.facts.in_force is InForce.NONE:
        return None
    return confirmation_in_force(place.visit.scope, place.school_return)
