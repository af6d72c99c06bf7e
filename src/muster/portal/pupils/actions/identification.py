"""Who the pupils of a file or list are: children known already, or new ones."""

import os
from collections.abc import Mapping, Sequence

import msgspec

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.foundation.inserting import insert
from muster.portal.organisations.models import Authority
from muster.portal.pupils.identity_record import IdentityRecord, Keyed, keyed_identity
from muster.portal.pupils.known import Known, learn, load_known
from muster.portal.pupils.models import Child, Identity
from muster.portal.pupils.opening import about_identity

SALT_BYTES = 16
_SCHOOL = 1000
"""More pupils than this are a whole authority's list, which has newcomers: it is not looked at twice."""


class _Settled(msgspec.Struct):
    """What identification came to: an identity a pupil, in the pupils' order, and which rows are new."""

    identities: list[Identity] = []
    children: list[Child] = []
    added: list[Identity] = []


def identify(
    actor: Actor,
    authority: Authority,
    people: Sequence[IdentityRecord],
    already: Mapping[int, Child] | None = None,
    otherwise: Mapping[int, Child] | None = None,
) -> list[Identity]:
    """The identity of each of these pupils, in their order; children and identities that are new are added.

    A pupil is the child of the same UPN, else of the former UPN, else the only one of the same name and date of
    birth, unless both have lasting UPNs and these differ. A text without the shape of a UPN ("TBC") is none. `already`
    gives, by place in `people`, children of whom the caller knows it better, `otherwise` those whom a pupil is where
    nothing else tells. An identity that the child already has, letter for letter, is used again. A pupil with neither
    UPN nor date of birth, whom the caller does not know, is a new child each time. One event, with counts.
    """
    if not people:
        return []
    vault = vault_of(authority.public_id)
    given = [keyed_identity(vault, one) for one in people]
    with action(actor, authority.public_id) as act:
        told, else_told = already or {}, otherwise or {}
        known = _known(authority, given, {*told, *else_told})
        settled = _settle(authority, given, known, (told, else_told), vault)
        insert(Child, settled.children)
        for identity in settled.added:
            identity.child = identity.child  # which has its key only now
        insert(Identity, settled.added)
        act.record(
            "pupils.identified",
            authority,
            pupils=len(people),
            children_added=len(settled.children),
            identities_added=len(settled.added),
        )
    return settled.identities


def _known(authority: Authority, given: list[Keyed], told: set[int]) -> Known:
    """What is known of these children. Whoever may add one has locked the authority before it looks.

    `told` are the places of those whom the caller knows, so that no child is added for them.

    Without that, two schools that send the same newcomer at once would make two children. The lock lets rows that
    refer to the authority be written meanwhile, and a school's file of known children never takes it.
    """
    wanted = [one.keys for one in given]
    if len(wanted) <= _SCHOOL:
        known = load_known(authority, wanted)
        unknown = [keys for place, keys in enumerate(wanted) if place not in told and known.child(keys) is None]
        if unknown:
            Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
            learn(known, authority, unknown)
        return known
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    return load_known(authority, wanted)


def _settle(
    authority: Authority,
    given: list[Keyed],
    known: Known,
    told: tuple[Mapping[int, Child], Mapping[int, Child]],
    vault: Vault,
) -> _Settled:
    settled, (already, otherwise) = _Settled(), told
    salts = os.urandom(SALT_BYTES * len(given))
    for place, one in enumerate(given):
        child = already.get(place) or known.child(one.keys) or otherwise.get(place)
        if child is None:
            child = Child(authority_id=authority.pk)
            settled.children.append(child)
        identity = known.identity(child, one.keys)
        if identity is None:
            salt = salts[place * SALT_BYTES : (place + 1) * SALT_BYTES]
            identity = _closed(authority, child, one, vault, salt)
            settled.added.append(identity)
            known.add(child, one.keys, identity)
        settled.identities.append(identity)
    return settled


def _closed(authority: Authority, child: Child, one: Keyed, vault: Vault, salt: bytes) -> Identity:
    identity = Identity(
        authority_id=authority.pk,
        child=child,
        salt=salt,
        upn_key=one.keys.upn,
        former_upn_key=one.keys.former_upn,
        name_dob_key=one.keys.name_dob,
        content_key=one.keys.content,
        upn_lasts=one.keys.upn_lasts,
    )
    identity.sealed = vault.seal(one.content, about_identity(identity.public_id))
    return identity
