"""A school asks where its late reports are."""

from muster.portal.audit.action import action
from muster.portal.casework.actions.enquiries import Asked, open_enquiry
from muster.portal.casework.models import Enquiry, EnquiryKind
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.models import Person
from muster.portal.publishing.models import AskedLate
from muster.portal.publishing.policies import check_ask_late
from muster.portal.publishing.words import said
from muster.portal.returns.models import Return


def ask_for_reports(actor: Actor, school_return: Return, person: Person) -> Enquiry:
    """Ask the authority's data team where the school's reports are, as an enquiry of this person: once a school.

    The team is told by mail. Raises Refusal where the reports are there or not late yet, where nothing is with the
    authority, or where the school has asked already.
    """
    with action(actor, school_return.authority.public_id) as act:
        now = Return.objects.select_for_update(no_key=True, of=("self",)).select_related("request__collection")
        kept = now.filter(pk=school_return.pk).first()  # one that is not kept yet has nothing in force
        check_ask_late(kept or school_return, AskedLate.objects.filter(school_return=school_return.pk).first())
        asked = Asked(
            kind=EnquiryKind.QUESTION, name=person.name, email=person.email, person=person,
            school=school_return.school, about=school_return.confirmed,
            text=said("asked_late", title=school_return.request.collection.title),
        )  # fmt: skip
        enquiry = open_enquiry(actor, school_return.authority, asked)
        AskedLate.objects.create(authority=school_return.authority, school_return=school_return, enquiry=enquiry)
        school = school_return.school.public_id
        act.record("reports.asked_late", school_return, school=school, enquiry=enquiry.public_id)
    return enquiry
