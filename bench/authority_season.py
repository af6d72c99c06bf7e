"""A whole authority in the middle of its season: 300 schools have sent 15,000 pupils, in every state."""

from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from bench.made_up_authority import collected, made_in

if TYPE_CHECKING:
    from muster.portal.collecting.models import Request
    from muster.portal.foundation.actor import Actor
    from muster.portal.organisations.models import Authority, Person

_FAULTS = 0.02
_STAYS, _CONFIRMS, _ASKED, _ACCEPTED = range(4)


def season(folder: Path) -> "list[Request]":
    """Everything sent; what is ready goes on in turn: left, confirmed, asked about, accepted."""
    from muster.portal.demonstration.tables import sent_files

    made = made_in(folder, _FAULTS)
    requests = collected(made)
    files, turns, office = sent_files(made), cycle(range(4)), officer(requests[0].authority)
    for one in requests:
        sent = files.get((one.school.la, one.school.estab))
        if sent is not None:
            _go_on(one, sent.path, sent.name, turns, office)
    return requests


def officer(authority: "Authority", name: str = "first") -> "Person":
    """A data officer of the authority."""
    from muster.portal.organisations.models import Membership, Person, Role

    found = Person.objects.create(email=f"{name}@benchshire.example", name="Officer")
    Membership.objects.create(authority=authority, person=found, role=Role.OFFICER)
    return found


def _go_on(one: "Request", path: Path, name: str, turns: "cycle[int]", office: "Person") -> None:
    from muster.portal.foundation.once import new_key
    from muster.portal.organisations.models import Membership, Person, Role
    from muster.portal.returns.actions import send_file
    from muster.portal.returns.actions.accepting import Accepting, accept
    from muster.portal.returns.actions.confirming import Signing, confirm
    from muster.portal.returns.actions.moderating import Asked, send_back
    from muster.portal.returns.declarations import declarations
    from muster.portal.returns.models import Return

    head = Person.objects.create(email=f"head{one.school.urn}@benchshire.example", name=f"Head of {one.school.urn}")
    Membership.objects.create(authority=one.authority, person=head, role=Role.HEAD, school=one.school)
    send_file(_acting(head), one, 1, name, path.read_bytes(), new_key())
    now = Return.objects.get(request=one)
    turn = next(turns) if now.draft == "ready" else _STAYS
    if turn != _STAYS:
        signing = Signing(key=new_key(), role=Role.HEAD, agreed=tuple(declarations()))
        confirm(_acting(head), one, now.revision, signing)
    if turn == _ASKED:
        send_back(_acting(office), one, now.revision + 1, [Asked("Please look at writing again.")])
    if turn == _ACCEPTED:
        accept(_acting(office), one, now.revision + 1, Accepting(over_open=True))


def _acting(person: "Person") -> "Actor":
    from muster.portal.foundation.actor import Actor, ActorKind

    return Actor(ActorKind.PERSON, person.public_id, person.name)
