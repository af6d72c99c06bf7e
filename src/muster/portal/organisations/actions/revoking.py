"""Access taken away at once: every session and every membership of somebody, in one press."""

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.memberships import (
    check_decider_may_go,
    end_membership,
    lock,
    place_of,
)
from muster.portal.organisations.actions.notices import tell_person
from muster.portal.organisations.actions.provider_sessions import end_sessions_of
from muster.portal.organisations.actions.sessions import end_sessions
from muster.portal.organisations.models import Authority, Membership, Person, ProviderAccount, Role, SignInName


def revoke(actor: Actor, authority: Authority, person: Person) -> int:
    """End every session of the person, and every membership of theirs at the authority, its schools and trusts.

    How many memberships ended. A school whose head they were has none from now on, and whoever the authority's provider
    still vouches for is not let in by that. They are told by mail. One event, those of the sessions, one for each
    membership. Raises Refusal where there is none, or they are the last who decides at the authority.
    """
    with action(actor, authority.public_id) as act:
        held = _held(authority, person)
        for place in {place_of(one): None for one in held}:
            lock(place)
        held = _held(authority, person)
        if not held:
            raise Refusal("nothing_to_revoke", name=person.name)
        for membership in held:
            check_decider_may_go(membership)
        end_sessions(actor, person)
        for membership in held:
            end_membership(act, membership)
        for account in ProviderAccount.objects.filter(authority=authority, person=person, ended_at__isnull=True):
            end_sessions_of(actor, account, "revoked")
            account.ended_at = clock.now()
            account.save(update_fields=["ended_at"])
        SignInName.objects.filter(authority=authority, person=person).update(person=None)
        act.record("person.revoked", person, memberships=len(held))
        tell_person(authority, person, "membership_ended", {"place": authority.name, "remover": actor.name})
    return len(held)


def _held(authority: Authority, person: Person) -> list[Membership]:
    """By place, schools first, so that two who lock the same places wait for each other in one order."""
    rows = Membership.objects.filter(authority=authority, person=person, ended_at__isnull=True)
    rows = rows.exclude(role=Role.OPERATOR).select_related("person", "authority", "school", "trust")
    return list(rows.order_by("school_id", "trust_id", "pk"))
