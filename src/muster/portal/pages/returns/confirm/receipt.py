"""The receipt, on a page and as a PDF, and what the school should change in its own system too."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from muster.formats.ctf_writer import write_ctf
from muster.formats.filename import expected_name
from muster.framework import load_framework
from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.crypto import vault_of
from muster.portal.organisations.models import SEES_PUPILS, School
from muster.portal.pages.returns.confirm.counted import lines_of
from muster.portal.pages.returns.place import Place, place_of, record_seen
from muster.portal.pages.shared.downloads import file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.answers_due import answers_by
from muster.portal.returns.facts import InForce
from muster.portal.returns.in_force import is_in_force
from muster.portal.returns.models import Confirmation, Version
from muster.portal.returns.reads.confirmations import changes_on_screen, confirmation_at, counts_of
from muster.portal.returns.reads.corrected import corrections_number
from muster.portal.returns.reads.history import confirmations_of, version_at
from muster.portal.returns.reads.returns import versions_of
from muster.portal.returns.sealing import content_of
from muster.records import Header
from muster.records.canonical import read_signed
from muster.reporting import ReceiptLine, ReceiptPaper, receipt_pdf

_MOST_SERIAL = 999


@for_school(*SEES_PUPILS)
@require_safe
def receipt(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The receipt that is asked for (`of`, a public id), else the newest: withdrawn ones can be seen too."""
    place = place_of(visit, request_id)
    confirmation = _asked_for(request, place)
    if confirmation is None:
        return render(request, "returns/confirm/no_receipt.html", place.facts())
    return render(request, "returns/confirm/receipt.html", place.facts(**_facts(place, confirmation)))


@for_school(*SEES_PUPILS)
@require_safe
def paper(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The receipt as a PDF. Its name begins with the school's URN: file-sending systems find the school by it."""
    place = place_of(visit, request_id)
    confirmation = _asked_for(request, place)
    if confirmation is None:
        raise Http404
    content = receipt_pdf(_paper(place, confirmation), confirmation.withdrawn_at or confirmation.at)
    return file_to_save(content, "application/pdf", f"{place.school.urn}_KS1 receipt.pdf")


@for_school(*SEES_PUPILS)
@require_safe
def own_system(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Everything that was changed on screen, to be changed at the school too."""
    place = place_of(visit, request_id)
    version = place.school_return.version
    changes = changes_on_screen(visit.scope, place.school_return, version) if version else []
    record_seen(place, "results", len(changes))
    shown = {"version": version, "changes": changes}
    return render(request, "returns/confirm/own_system.html", place.facts(**shown))


@for_school(*SEES_PUPILS)
@require_safe
def ctf(_request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The newest results as a CTF, with every change: for the school's own system."""
    place = place_of(visit, request_id)
    newest = place.school_return.version
    if newest is None:
        raise Http404
    version = Version.objects.select_related("authority").get(pk=newest.pk)
    file = content_of(version, vault_of(version.authority.public_id))
    record_seen(place, "results_download", len(file.pupils))
    content = write_ctf(_header(place, file.header), file.pupils, load_framework(place.collection.year))
    serial = min(version.number, _MOST_SERIAL)
    name = expected_name(place.school.la, place.school.estab, place.authority.la, serial)
    return file_to_save(content, "application/xml", name)


def _asked_for(request: PortalRequest, place: Place) -> Confirmation | None:
    """The confirmation asked for; raises Http404 for one that this return has not."""
    asked = request.GET.get("of", "")
    found = confirmation_at(place.visit.scope, place.school_return, asked)
    if asked and found is None:
        raise Http404
    return found


def _facts(place: Place, confirmation: Confirmation) -> dict[str, Any]:
    scope, school_return = place.visit.scope, place.school_return
    version = _version(place, confirmation)
    return {
        "confirmation": confirmation,
        "confirmed_at": clock.in_words(confirmation.at),
        "withdrawn_at": clock.in_words(confirmation.withdrawn_at) if confirmation.withdrawn_at else "",
        "in_force": is_in_force(confirmation, school_return),
        "accepted": school_return.in_force == InForce.ACCEPTED
        and confirmation.version_id == school_return.confirmed_id,
        "may_withdraw": place.may("withdraw"),
        "put_right": corrections_number(scope, confirmation),
        "is_newer": school_return.newest_id is not None,
        "lines": lines_of(place.collection, counts_of(scope, school_return, version)),
        "declarations": read_signed(bytes(confirmation.signed)).declarations,
        "answers_by": answers_by(place.collection),
        "changed_on_screen": any(one.origin == Version.Origin.SCREEN for one in versions_of(scope, school_return)),
        "others": [one for one in confirmations_of(scope, school_return) if one.pk != confirmation.pk],
    }


def _paper(place: Place, confirmation: Confirmation) -> ReceiptPaper:
    counts = counts_of(place.visit.scope, place.school_return, _version(place, confirmation))
    team = (place.authority.team_name, place.authority.team_telephone, place.authority.team_email)
    withdrawn = confirmation.withdrawn_at
    return ReceiptPaper(
        receipt=confirmation.receipt,
        school=place.school.name,
        urn=place.school.urn,
        collection=place.collection.title,
        authority=place.authority.name,
        who=confirmation.by_name,
        role=confirmation.by_role,
        for_head=confirmation.for_head,
        when=clock.in_words(confirmation.at),
        late=confirmation.late,
        pupils=confirmation.pupils,
        lines=tuple(ReceiptLine(one.subject, one.expected, one.higher) for one in lines_of(place.collection, counts)),
        open_questions=confirmation.open_questions,
        answers_by=answers_by(place.collection),
        declarations=read_signed(bytes(confirmation.signed)).declarations,
        digest=confirmation.digest,
        withdrawn=clock.in_words(withdrawn) if withdrawn else "",
        withdrawn_by=confirmation.withdrawn_by_name,
        team=", ".join(part for part in team if part),
    )


def _version(place: Place, confirmation: Confirmation) -> Version:
    found = version_at(place.visit.scope, place.school_return, confirmation.version.public_id)
    if found is None:
        raise Http404
    return found


def _header(place: Place, header: Header) -> Header:
    """The file's own header, said to be of the school and for its authority, made now."""
    school: School = place.school
    return replace(
        header,
        created=clock.now().astimezone(LONDON).replace(tzinfo=None),
        source_la=school.la,
        source_estab=school.estab,
        source_urn=school.urn,
        source_name=school.name,
        dest_la=place.authority.la,
        dest_estab="",
    )
