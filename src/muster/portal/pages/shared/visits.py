"""A visit: who looks at a page, as whom, and how far they see."""

from collections.abc import Callable
from typing import Any, Protocol

import msgspec
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from muster.portal.foundation.actor import VISITOR, Actor, ActorKind
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import NOBODY, Scope
from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Authority, Person, Role, School, Trust


class Gate(msgspec.Struct, frozen=True):
    """Whom a page lets in: `kind` names the gate, `roles` those it asks for (none: any role there will do)."""

    kind: str
    roles: tuple[Role, ...] = ()


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, how far they see, and where they are. `role` is the one that let them in, "" where none was asked."""

    actor: Actor = VISITOR
    scope: Scope = NOBODY
    person: Person | None = None
    access: Access
    authority: Authority | None = None
    school: School | None = None
    trust: Trust | None = None
    role: str = ""

    @property
    def somebody(self) -> Person:
        """Whoever is signed in, on a page whose gate has seen to it that there is somebody."""
        if self.person is None:
            raise Refusal("not_yours")
        return self.person


class PortalRequest(HttpRequest):
    """A request that went through a gate."""

    user: Person | AnonymousUser
    access: Access
    visit: Visit


class GatedView(Protocol):
    """A view behind its gate, as the addresses hold it. Some an open page asks by itself, with nobody there."""

    gate: Gate
    asked_by_itself: bool

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's own call
        """The page for this request."""
        ...


View = Callable[..., HttpResponseBase]


def actor_of(person: Person | None) -> Actor:
    """The person as an actor; the visitor where nobody is signed in."""
    return Actor(ActorKind.PERSON, person.public_id, person.name) if person else VISITOR
