"""What schools may see of a case: each other's side where officers open it, nothing at all of a protected pupil."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from muster.portal.duplicates.actions.showing import hide_from_schools, show_to_schools
from muster.portal.duplicates.permissions import SETTLING
from muster.portal.pages.authority.duplicates.doing import done, page
from muster.portal.pages.authority.duplicates.forms import CaseForm, ProtectForm, children_of
from muster.portal.pages.authority.duplicates.place import Place, place_of
from muster.portal.pages.shared.forms import posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.pupils.actions import protect as protect_child
from muster.portal.pupils.actions import unprotect as unprotect_child

_BOTH = ["GET", "HEAD", "POST"]


@for_authority(*SETTLING)
@require_http_methods(_BOTH)
def show(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """Let the schools of the case see each other's side, or no longer."""
    place = place_of(request, visit, collection, case)
    form, is_shown = CaseForm(place.view, posted(request)), place.case.shown_at is not None
    act = hide_from_schools if is_shown else show_to_schools
    if done(place, form, lambda: act(visit.actor, place.case, form.cleaned_data["revision"])):
        said = "Each school sees its own side alone again." if is_shown else "The schools see each other’s side now."
        messages.success(request, said)
        return redirect(place.to())
    return page(request, place, form, "show", is_shown=is_shown)


@for_authority(*SETTLING)
@require_http_methods(_BOTH)
def protect(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """Protect the pupils of the case, or protect them no longer."""
    place = place_of(request, visit, collection, case)
    form, is_protected = ProtectForm(place.view, posted(request)), place.view.is_protected
    if done(place, form, lambda: _set(place, form, is_protected=is_protected)):
        said = "The pupil is no longer protected." if is_protected else "The pupil is protected: no school sees this."
        messages.success(request, said)
        return redirect(place.to())
    return page(request, place, form, "protect", is_protected=is_protected)


def _set(place: Place, form: ProtectForm, *, is_protected: bool) -> None:
    """All that the pupils are known as; one that is so already stays."""
    act = unprotect_child if is_protected else protect_child
    for child in children_of(place.view):
        if child.protected is is_protected:
            act(place.visit.actor, child, form.seen.get(child.public_id, 0))
