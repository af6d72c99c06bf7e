"""What of a return names children, closed with the authority's key: records, findings, sentences, changes."""

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from muster.portal.foundation.crypto import SearchKind, Vault
from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened as opened_identities
from muster.portal.returns.models import IdentityCorrection
from muster.records import Facts, Finding, PupilRecord, ResultsFile

_Kind = TypeVar("_Kind")
_encode = msgspec.msgpack.Encoder().encode


def close(row: TenantRecord, what: str, content: object, vault: Vault) -> bytes:
    """Any record or plain value, closed and bound to its row; `what` says which of the row's columns it is for."""
    return vault.seal(_encode(content), _about(row, what))


def opened(row: TenantRecord, what: str, sealed: bytes | memoryview, kind: type[_Kind], vault: Vault) -> _Kind:
    """The same again; raises Unreadable where it is not what was closed for this row."""
    return msgspec.msgpack.decode(vault.unseal(bytes(sealed), _about(row, what)), type=kind)


def content_of(version: Any, vault: Vault) -> ResultsFile:  # noqa: ANN401 - a Version, which imports nothing of this
    """The records of a version, with who the pupils are as the authority has put it right since."""
    file = opened(version, "records", version.sealed, ResultsFile, vault)
    corrected = _corrected(version)
    if not corrected:
        return file
    pupils = list(file.pupils)
    for place, who in corrected.items():
        pupils[place] = _as(pupils[place], who)
    return replace(file, pupils=tuple(pupils))


def _corrected(version: Any) -> dict[int, IdentityRecord]:  # noqa: ANN401 - a Version
    """By place the latest correction of who the pupil is; none of one who was erased."""
    rows = IdentityCorrection.objects.filter(result__version=version.pk).order_by("pk")
    latest = dict(rows.values_list("result__place", "after_id"))
    who = opened_identities(Identity.objects.filter(pk__in=latest.values())) if latest else {}
    return {place: record for place, key in latest.items() if (record := who[key].record) is not None}


def _as(record: PupilRecord, who: IdentityRecord) -> PupilRecord:
    born = {"dob": who.dob, "dob_text": who.dob.isoformat()} if who.dob and who.dob != record.dob else {}
    return replace(record, upn=who.upn, surname=who.surname, forename=who.forename, **born)


def finding_of(row: Any, vault: Vault) -> Finding:  # noqa: ANN401 - a Finding's row
    """A finding as the core gave it."""
    return opened(row, "finding", row.sealed, Finding, vault)


def facts_key(facts: Facts, vault: Vault) -> str:
    """Equal for equal facts of one authority, and nothing to anybody without its key."""
    return vault.fingerprint(SearchKind.FACTS, msgspec.json.encode(facts, order="sorted"))


def _about(row: TenantRecord, what: str) -> bytes:
    return f"{row._meta.model_name} {what}|{row.public_id}".encode()  # noqa: SLF001 - Django's name
