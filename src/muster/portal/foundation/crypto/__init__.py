"""Pupils' data closed with an authority's own key, and found again by keyed columns.

`seal` and `unseal` are for one thing at a time; `vault_of` opens an authority's keys once for many.
"""

from muster.portal.foundation.crypto.faults import KeyFault, Unreadable
from muster.portal.foundation.crypto.keyring import INSTANCE
from muster.portal.foundation.crypto.sealing import seal, unseal
from muster.portal.foundation.crypto.searching import SearchKind, crossing_key, search_key
from muster.portal.foundation.crypto.starting import check_keys
from muster.portal.foundation.crypto.vault import Vault, vault_of

__all__ = [
    "INSTANCE",
    "KeyFault",
    "SearchKind",
    "Unreadable",
    "Vault",
    "check_keys",
    "crossing_key",
    "seal",
    "search_key",
    "unseal",
    "vault_of",
]
