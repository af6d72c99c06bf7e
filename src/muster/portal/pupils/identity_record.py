"""Who somebody says a pupil is, and the keys by which the same child is found again."""

from datetime import date
from typing import NamedTuple

import msgspec

from muster.formats.names import child_key
from muster.formats.upn import is_temporary, number_in
from muster.portal.foundation.crypto import SearchKind, Vault


class IdentityRecord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A pupil's identity as given; "" is not known. What is closed is this, as msgpack: fields are only ever added."""

    surname: str
    forename: str
    upn: str = ""
    former_upn: str = ""
    dob: date | None = None
    sex: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""

    @property
    def name(self) -> str:
        """Forename and surname, as far as they are known."""
        return f"{self.forename} {self.surname}".strip()


class IdentityKeys(NamedTuple):
    """An identity's keyed values, "" where it has nothing to key, and whether its UPN is a lasting one."""

    upn: str
    former_upn: str
    name_dob: str
    content: str
    upn_lasts: bool


class Keyed(NamedTuple):
    """An identity as msgpack, with its keys."""

    content: bytes
    keys: IdentityKeys


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(IdentityRecord).decode


def keyed_identity(vault: Vault, given: IdentityRecord) -> Keyed:
    """The identity made ready to be looked up, and to be closed; by a UPN only where it has the shape of one."""
    upn = number_in(given.upn)
    content = encode(given)
    keys = IdentityKeys(
        upn=vault.search_key(SearchKind.UPN, upn),
        former_upn=vault.search_key(SearchKind.UPN, number_in(given.former_upn)),
        name_dob=vault.search_key(SearchKind.NAME_AND_BIRTH, child_key(given.surname, given.forename, given.dob)),
        content=vault.fingerprint(SearchKind.CONTENT, content),
        upn_lasts=bool(upn) and not is_temporary(upn),
    )
    return Keyed(content, keys)
