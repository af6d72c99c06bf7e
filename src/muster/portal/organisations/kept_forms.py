"""What was typed when a session had ended: closed, and opened again for the same person alone."""

import msgspec

from muster.portal.foundation import clock
from muster.portal.foundation.crypto import INSTANCE, seal, unseal
from muster.portal.organisations.models import KeptForm, Person


class TypedForm(msgspec.Struct, frozen=True):
    """What was typed: where it was going, its fields in order, and the names of the files that came with it."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str] = []


def close_form(kept: KeptForm, form: TypedForm) -> bytes:
    """The form, sealed: bound to its row and its person."""
    return seal(INSTANCE, msgspec.msgpack.encode(form), _about(kept))


def open_form(person: Person, public_id: str) -> TypedForm | None:
    """What was kept for this person under this id; None where it is another’s, sent again or too old."""
    kept = KeptForm.objects.filter(person=person, public_id=public_id, ends_at__gt=clock.now()).first()
    if kept is None:
        return None
    return msgspec.msgpack.decode(unseal(INSTANCE, bytes(kept.sealed), _about(kept)), type=TypedForm)


def _about(kept: KeptForm) -> bytes:
    return f"kept form|{kept.public_id}|{kept.person_id}".encode()
