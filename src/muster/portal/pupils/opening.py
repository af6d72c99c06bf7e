"""Identities opened, where a read has already settled whose eyes may see them."""

import msgspec
from django.db.models import QuerySet

from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.pupils.identity_record import IdentityRecord, decode
from muster.portal.pupils.models import Identity

_FIELDS = ("pk", "public_id", "sealed", "child__public_id", "child__protected", "authority__public_id")


class OpenIdentity(msgspec.Struct, frozen=True):
    """An identity as it was given. `child` is the child's opaque key; `record` is None once it was erased."""

    public_id: str
    child: str
    is_protected: bool
    record: IdentityRecord | None


def about_identity(public_id: str) -> bytes:
    """What a closed identity is bound to: its own row."""
    return b"identity|" + public_id.encode()


def opened(rows: QuerySet[Identity]) -> dict[int, OpenIdentity]:
    """These identities, open, by primary key. The rows must come from a read within somebody's scope.

    Raises Unreadable where a row was altered, KeyFault where the environment lacks the key.
    """
    vaults: dict[str, Vault] = {}
    found = {}
    for key, public_id, sealed, child, is_protected, authority in rows.values_list(*_FIELDS):
        if authority not in vaults:
            vaults[authority] = vault_of(authority)
        found[key] = OpenIdentity(public_id, child, is_protected, _record(vaults[authority], public_id, sealed))
    return found


def records_of(authority: str, rows: QuerySet[Identity]) -> dict[int, IdentityRecord]:
    """By primary key who these identities of one authority (its public id) say it is; those erased are left out.

    As `opened`, for many at a time of whom nothing else is asked.
    """
    vault = vault_of(authority)
    closed = rows.values_list("pk", "public_id", "sealed")
    found = ((key, _record(vault, public_id, bytes(sealed))) for key, public_id, sealed in closed)
    return {key: record for key, record in found if record is not None}


def _record(vault: Vault, public_id: str, sealed: bytes) -> IdentityRecord | None:
    return decode(vault.unseal(bytes(sealed), about_identity(public_id))) if sealed else None
