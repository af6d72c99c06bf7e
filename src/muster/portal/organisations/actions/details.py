"""What an authority says of itself: its name, how its data team is reached, its colour."""

import msgspec
from django.core.exceptions import ValidationError

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.meanwhile import changed_meanwhile
from muster.portal.organisations.models import Authority


class Details(msgspec.Struct, frozen=True):
    """The authority's name as people read it, its data team's name, address and telephone, and its colour (#rrggbb)."""

    name: str
    team_name: str
    team_email: str
    team_telephone: str
    colour: str


def change_details(actor: Actor, authority: Authority, revision: int, details: Details) -> Authority:
    """Keep what the authority says of itself; `revision` is what the person saw. One event, which names the fields.

    Raises Changed where somebody was first, and Refusal where a
    detail cannot be right.
    """
    given = msgspec.structs.asdict(details)
    changed = sorted(name for name, value in given.items() if getattr(authority, name) != value)
    _check(authority, given)
    with action(actor, authority.public_id) as act:
        seen = Authority.objects.filter(pk=authority.pk, revision=revision)
        if not seen.update(**given, revision=revision + 1):
            raise changed_meanwhile(authority.public_id, authority)
        act.record("authority.changed", authority, fields=" ".join(changed))
    authority.refresh_from_db()
    return authority


def _check(authority: Authority, given: dict[str, str]) -> None:
    wanted = Authority(la=authority.la, public_id=authority.public_id, **given)
    try:
        wanted.full_clean(exclude=["la", "public_id", "host"])
    except ValidationError as wrong:
        raise Refusal("details_wrong", what="; ".join(wrong.messages)) from wrong
