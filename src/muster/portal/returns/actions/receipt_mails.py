"""Word of a confirmation, and of one taken back: to the school's main address and its people, no pupil in it."""

from django.conf import settings

from muster.portal.collecting.addressees import addressees
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.once import digest_of
from muster.portal.organisations.letterhead import letterhead
from muster.portal.organisations.models import Person
from muster.portal.outbox.actions import Recipient, send
from muster.portal.outbox.rendering import Fact
from muster.portal.returns.answers_due import answers_by
from muster.portal.returns.models import Confirmation

_SHORT = 32


def tell_of_receipt(confirmation: Confirmation) -> None:
    """Send the receipt to whoever signed or sent, the school's main address and its head. Part of the confirming."""
    facts: dict[str, Fact] = {
        "declared_for": confirmation.for_head,
        "pupil_count": confirmation.pupils,
        "open_questions": confirmation.open_questions,
        "answers_by": answers_by(confirmation.school_return.request.collection),
        "late": confirmation.late,
        "digest": confirmation.digest,
    }
    _tell(confirmation, "receipt", facts)


def tell_of_withdrawal(confirmation: Confirmation) -> None:
    """Tell the same people that it was taken back, and that nothing counts until it is confirmed again."""
    closes = said(confirmation.school_return.request.collection.closes_at)
    withdrawn = clock.in_words(confirmation.withdrawn_at or clock.now())
    facts: dict[str, Fact] = {"withdrew": confirmation.withdrawn_by_name, "withdrawn": withdrawn, "closes": closes}
    _tell(confirmation, "confirmation_withdrawn", facts)


def _tell(confirmation: Confirmation, template: str, facts: dict[str, Fact]) -> None:
    authority = confirmation.school_return.request.authority
    everything = {**_common(confirmation), **facts}
    for to in _recipients(confirmation):
        once = f"{template}:{confirmation.public_id}:{digest_of(to.address)[:_SHORT]}"
        school = confirmation.school_return.request.school.public_id
        send(template, to, everything, authority=authority.public_id, school=school, once=once)


def _common(confirmation: Confirmation) -> dict[str, Fact]:
    request = confirmation.school_return.request
    at = f"{settings.PORTAL_ADDRESS}/schools/{request.school.public_id}/requests/{request.public_id}/receipt/"
    return {
        "title": request.collection.title,
        "school": request.school.name,
        "receipt_number": confirmation.receipt,
        "who": confirmation.by_name,
        "when": clock.in_words(confirmation.at),
        "link": at,
        **letterhead(request.authority),
    }


def _recipients(confirmation: Confirmation) -> list[Recipient]:
    """The school's own, and whoever signed or made the version from elsewhere, such as its trust; each address once."""
    school = confirmation.school_return.request.school
    found = {one.address.lower(): one for one in addressees([school])[school.pk]}
    people = Person.objects.filter(public_id__in={confirmation.by, confirmation.version.made_by}, is_active=True)
    for person in people.order_by("pk"):
        found.setdefault(person.email, Recipient(person.email, person.name))
    return list(found.values())
