"""Sessions: how all of a person's end, and what is kept of a form that came too late."""

from datetime import timedelta

from django.db.models import F

from muster.portal.audit.action import action
from muster.portal.foundation import clock, limits
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.actions.links import close_links
from muster.portal.organisations.chains import chains_of, record_of, themselves
from muster.portal.organisations.kept_forms import TypedForm, close_form
from muster.portal.organisations.models import KeptForm, Person

KEPT_FOR = timedelta(hours=1)
KEEPING = limits.define("kept form", 10, 1 / 60)


def end_sessions(actor: Actor, person: Person) -> None:
    """End every session of the person, and every open link, at once. One event."""
    chains = chains_of(person)
    with action(actor, chains[0]) as act:
        Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
        close_links(person)
        record_of(act, "person.sessions_ended", person, chains)
    person.refresh_from_db(fields=["session_epoch"])


def keep_form(person: Person, form: TypedForm) -> KeptForm | None:
    """Keep a form that came after the session had ended: sealed, for this person alone, for an hour. One event.

    None where too many are kept already.
    """
    if not limits.take(KEEPING, person.public_id).allowed:
        return None
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        kept = KeptForm(person=person, ends_at=clock.now() + KEPT_FOR)
        kept.sealed = close_form(kept, form)
        kept.save(force_insert=True)
        record_of(act, "form.kept", person, chains)
    return kept


def forget_form(person: Person, public_id: str) -> None:
    """Delete a kept form of the person's, since it has been sent again. One event, none where there is no such form."""
    kept = KeptForm.objects.filter(person=person, public_id=public_id).first()
    if kept is None:
        return
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        kept.delete()
        record_of(act, "form.sent_again", person, chains)
