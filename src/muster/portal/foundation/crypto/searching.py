"""Keyed values: closed things are found by them, and by nobody who lacks the key."""

from enum import StrEnum

from muster.portal.foundation.crypto.keyring import INSTANCE, keyring_of
from muster.portal.foundation.crypto.vault import keyed, vault_of


class SearchKind(StrEnum):
    """What a keyed value stands for; equal texts of two kinds give different values."""

    UPN = "upn"
    NAME_AND_BIRTH = "name_dob"
    CONTENT = "content"
    FACTS = "facts"


def search_key(authority_public_id: str, kind: str, text: str) -> str:
    """The value by which the authority's rows with this text are found: 22 characters, "" for no text.

    `text` must be normalised: a UPN by `formats.upn.tidy_upn`, a name and birth by `formats.names.child_key`.
    Two authorities' values for one text have nothing in common.
    """
    return vault_of(authority_public_id).search_key(kind, text)


def crossing_key(kind: str, text: str) -> str:
    """The same for every authority of this instance: for duplicates across two authorities that both agreed to it.

    It comes of the instance's own key, which re-wrapping does not change. It is the one value that joins rows of two
    authorities: stored for an agreement that holds alone, whose two sides `kind` must name (decision 0030).
    """
    return keyed(keyring_of(INSTANCE).crossing, kind, text.encode("utf-8", "surrogatepass")) if text else ""
