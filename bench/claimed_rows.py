"""Pupils whom schools claim, written as sending them writes rows, without a file for each school."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from muster.likeness import Claimed

if TYPE_CHECKING:
    from muster.portal.collecting.models import Collection, Request
    from muster.portal.foundation.crypto import Vault
    from muster.portal.organisations.models import Authority
    from muster.portal.pupils.models import Identity
    from muster.portal.returns.models import Result, Version

_AT_A_TIME = 20_000
_ESTABS = 9_000
_SUBJECTS = {"reading": "EXS", "writing": "EXS", "maths": "GDS", "science": "EXS"}


def write(claims: Sequence[Claimed], name: str) -> "Collection":
    """An authority of its own whose schools have sent these; pupils of one UPN are one child."""
    authority, collection = _begun(name)
    requests = _requests(authority, collection, dict.fromkeys(one.school for one in claims))
    versions = _sent(requests)
    children: dict[str, int] = {}
    waiting = iter(claims)
    while chunk := list(islice(waiting, _AT_A_TIME)):
        _write(chunk, authority, versions, children)
    return collection


def expect(collection: "Collection") -> None:
    """Let every school's roll have whom it sends."""
    from muster.portal.foundation.inserting import insert
    from muster.portal.returns.claims import claims
    from muster.portal.rolls.models import ExpectedPupil, RollLoad, SchoolRoll

    day, own = collection.test_period_from, {"authority_id": collection.authority_id, "collection": collection}
    load = RollLoad(**own, loaded_by_name="B", taken_on=day, schools=0, pupils=0, added=0, changed=0, gone=0)
    load.save()
    rows = claims(collection).order_by("pk").values_list("version__school_return__school", "child", "identity")
    expected = {
        (school, child): ExpectedPupil(
            **own, load=load, school_id=school, child_id=child, identity_id=identity, nc_year="2", enrol_status="C"
        )
        for school, child, identity in rows
    }
    insert(ExpectedPupil, list(expected.values()))
    schools = {school for school, _ in expected}
    insert(SchoolRoll, [SchoolRoll(**own, school_id=one, load=load, taken_on=day, pupils=50) for one in schools])


def _begun(name: str) -> "tuple[Authority, Collection]":
    from bench.made_up_authority import opened
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.organisations.actions.authorities import found_authority

    authority = found_authority(SYSTEM, name, f"Benchshire {name}", f"data{name}@benchshire.example")
    return authority, opened(authority)


def _requests(authority: "Authority", collection: "Collection", names: Iterable[str]) -> "dict[str, Request]":
    from muster.portal.collecting.models import Request
    from muster.portal.foundation import clock
    from muster.portal.foundation.inserting import insert
    from muster.portal.organisations.models import School

    schools = {
        name: School(
            authority=authority,
            la=f"{200 + number // _ESTABS}",
            estab=f"{1000 + number % _ESTABS}",
            urn=f"{100_000 + number}",
            name=name,
        )
        for number, name in enumerate(names)
    }
    School.objects.bulk_create(schools.values(), batch_size=500)
    asked = {
        name: Request(authority=authority, collection=collection, school=school, sent_at=clock.now(), sent_by_name="B")
        for name, school in schools.items()
    }
    insert(Request, list(asked.values()))
    return asked


def _sent(requests: "dict[str, Request]") -> "dict[str, Version]":
    """A return of each school, and its newest version."""
    from muster.portal.foundation.inserting import insert, rewrite
    from muster.portal.returns.models import Return, Version

    returns = {
        name: Return(authority_id=one.authority_id, request=one, school_id=one.school_id, draft="ready")
        for name, one in requests.items()
    }
    Return.objects.bulk_create(returns.values(), batch_size=500)
    versions = {
        name: Version(
            authority_id=one.authority_id,
            school_return=one,
            number=1,
            origin="file",
            made_by_name="B",
            ruleset="2026.1",
            sealed=b"",
            pupils=50,
        )
        for name, one in returns.items()
    }
    insert(Version, list(versions.values()))
    for name, one in returns.items():
        one.newest_id = versions[name].pk
    rewrite(Return, list(returns.values()), ["newest_id"])
    return versions


def _write(
    chunk: Sequence[Claimed], authority: "Authority", versions: "dict[str, Version]", known: dict[str, int]
) -> None:
    from muster.portal.foundation.crypto import vault_of
    from muster.portal.foundation.inserting import insert
    from muster.portal.pupils.models import Child, Identity
    from muster.portal.returns.models import Result

    new = {one.upn: Child(authority_id=authority.pk) for one in chunk if one.upn not in known}
    insert(Child, list(new.values()))
    known.update((upn, child.pk) for upn, child in new.items())
    vault = vault_of(authority.public_id)
    identities = [_identity(one, authority, known[one.upn], vault) for one in chunk]
    insert(Identity, identities)
    insert(Result, list(_results(chunk, identities, versions)))


def _identity(claim: Claimed, authority: "Authority", child: int, vault: "Vault") -> "Identity":
    from muster.portal.pupils.identity_record import IdentityRecord, keyed_identity
    from muster.portal.pupils.models import Identity
    from muster.portal.pupils.opening import about_identity

    record = IdentityRecord(claim.surname, claim.forename, upn=claim.upn, dob=claim.dob, sex=claim.sex)
    keyed = keyed_identity(vault, record)
    keys = keyed.keys
    made = Identity(
        authority_id=authority.pk,
        child_id=child,
        salt=b"s" * 16,
        upn_key=keys.upn,
        name_dob_key=keys.name_dob,
        content_key=keys.content,
        upn_lasts=keys.upn_lasts,
    )
    made.sealed = vault.seal(keyed.content, about_identity(made.public_id))
    return made


def _results(
    chunk: Sequence[Claimed], identities: "Sequence[Identity]", versions: "dict[str, Version]"
) -> "Iterator[Result]":
    from muster.portal.returns.models import Result

    for claim, identity in zip(chunk, identities, strict=True):
        yield Result(
            authority_id=identity.authority_id, version_id=versions[claim.school].pk, child_id=identity.child_id,
            identity_id=identity.pk, place=int(claim.key), **_SUBJECTS,
        )  # fmt: skip
