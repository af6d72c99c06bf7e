"""What the mail of a reminding says to one school: the same for whoever reads it before, and for the school."""

import msgspec
from django.conf import settings

from muster.portal.casework.reads.readiness import Lack
from muster.portal.casework.reads.remindings import Candidate
from muster.portal.collecting.models import Collection
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.times import said
from muster.portal.organisations.letterhead import letterhead
from muster.portal.outbox.rendering import Fact, Text, render
from muster.portal.returns.actions.messages import common_facts, reminder_of


class Content(msgspec.Struct, frozen=True):
    """A template and its facts."""

    template: str
    facts: dict[str, Fact]


def content_for(collection: Collection, one: Candidate) -> Content:
    """What this school is written."""
    if one.request is not None and one.left is not None:
        return Content("reminder", {**common_facts(one.request), **reminder_of(one.request, one.left)})
    return Content("get_ready", _get_ready(collection, one))


def text_for(collection: Collection, one: Candidate) -> Text:
    """The mail as it would be read."""
    content = content_for(collection, one)
    name = next((to.name for to in one.to if to.name), "")
    return render(content.template, name, content.facts)


def _get_ready(collection: Collection, one: Candidate) -> dict[str, Fact]:
    lacks = one.readiness.lacks if one.readiness else ()
    return {
        "title": collection.title,
        "school": one.school.name,
        "urn": one.school.urn,
        "opens": said(collection.opens_at) if state_of(collection) is State.COMING else "",
        "deadline": said(collection.deadline),
        "never_in": Lack.NEVER_IN in lacks,
        "one_person": Lack.ONE_PERSON in lacks,
        "no_signer": Lack.NO_SIGNER in lacks,
        "people": f"{settings.PORTAL_ADDRESS}/schools/{one.school.public_id}/people/",
        **letterhead(collection.authority),
    }
