"""Authorities: how one comes to be."""

from django.core.exceptions import ValidationError

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority


def found_authority(
    actor: Actor,
    la: str,
    name: str,
    team_email: str,
    *,
    team_name: str = "Data team",
    team_telephone: str = "",
    colour: str = "#1d4f91",
) -> Authority:
    """A new authority, with its number of three figures and how its data team is reached. One event.

    Raises Refusal where a detail is none, or the number is another authority's already.
    """
    authority = Authority(
        la=la,
        name=name.strip(),
        team_email=team_email.strip().lower(),
        team_name=team_name,
        team_telephone=team_telephone,
        colour=colour,
    )
    _check(authority)
    with action(actor, authority.public_id) as act:
        authority.save(force_insert=True)
        act.record("authority.founded", authority, la=la, name=authority.name)
    return authority


def _check(authority: Authority) -> None:
    try:
        authority.full_clean()
    except ValidationError as wrong:
        raise Refusal("authority_details_wrong", what="; ".join(wrong.messages)) from wrong
