"""The bytes that a head teacher's confirmation signs: `muster-results/1`, the same for ever from the same return.

A leaf a pupil is the SHA-256 of the line `muster-results/1 pupil` and a JSON object of salt, child key, outcomes and
dates. The statement is the line `muster-results/1 return` and a JSON object of who confirmed what, when, with the
sorted leaves. The JSON is a subset of RFC 8785, so that any language can write the same bytes: UTF-8, keys sorted,
no white space, texts, lists and objects only. `docs/decisions/0008-canonical-bytes.md` says why.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime

import msgspec

FORMAT = "muster-results/1"
_PUPIL = f"{FORMAT} pupil\n".encode()
_RETURN = f"{FORMAT} return\n".encode()
_SALT_BYTES = 16
_LEAF = frozenset("0123456789abcdef")
_LEAF_LENGTH = 64


class NotCanonical(ValueError):
    """What was given has no canonical bytes, or bytes are not what the format writes; the text says why."""


class SignedPupil(msgspec.Struct, frozen=True, kw_only=True):
    """One pupil as it is signed. `salt` is random, 16 bytes or more, and kept with the pupil's identity.

    `outcomes` are codes by subject, a subject without one left out; `dates` by what they date.
    """

    salt: bytes
    child: str
    outcomes: dict[str, str]
    dates: dict[str, date] = {}


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed: `collection`, `school` and `person` are public ids, `declarations` the sentences agreed to.

    `leaves` may stand in any order; `confirmed_at` carries its time zone.
    """

    collection: str
    school: str
    ruleset: str
    person: str
    person_name: str
    declarations: tuple[str, ...]
    confirmed_at: datetime
    leaves: tuple[str, ...]


class Differences(msgspec.Struct, frozen=True, kw_only=True):
    """In what a statement differs from the one that was signed.

    `damaged` says that the kept bytes are not those that were signed. `fields` names the statement's fields;
    `gone` and `added` are the leaves of pupils signed and no longer there, and there and never signed: a pupil
    whose outcome changed has one of each.
    """

    damaged: bool = False
    fields: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything differs: the signature then does not hold."""
        return self.damaged or bool(self.fields or self.gone or self.added)


def leaf_of(pupil: SignedPupil) -> str:
    """The pupil's leaf, 64 hexadecimal digits; raises NotCanonical for a short salt or a text that is no Unicode."""
    if len(pupil.salt) < _SALT_BYTES:
        raise NotCanonical(f"A salt needs {_SALT_BYTES} bytes or more.")
    said = {
        "child": pupil.child,
        "dates": {name: day.isoformat() for name, day in pupil.dates.items()},
        "outcomes": pupil.outcomes,
        "salt": pupil.salt.hex(),
    }
    return hashlib.sha256(_PUPIL + _json(said)).hexdigest()


def leaves_of(pupils: tuple[SignedPupil, ...]) -> tuple[str, ...]:
    """The leaves of a return's pupils, sorted; raises NotCanonical where one child stands there twice."""
    twice = [child for child, times in Counter(pupil.child for pupil in pupils).items() if times > 1]
    if twice:
        raise NotCanonical(f"{len(twice)} children stand in the return more than once.")
    return tuple(sorted(map(leaf_of, pupils)))


def signed_bytes(statement: Statement) -> bytes:
    """The bytes that are signed; raises NotCanonical for a time without its zone, a faulty leaf or no Unicode."""
    said = {
        "collection": statement.collection,
        "confirmed_at": _moment(statement.confirmed_at),
        "declarations": list(statement.declarations),
        "leaves": sorted(map(_checked, statement.leaves)),
        "person": statement.person,
        "person_name": statement.person_name,
        "ruleset": statement.ruleset,
        "school": statement.school,
    }
    return _RETURN + _json(said)


def digest_of(signed: bytes) -> str:
    """The digest that stands in the audit chain: SHA-256 of the signed bytes, 64 hexadecimal digits."""
    return hashlib.sha256(signed).hexdigest()


def read_signed(signed: bytes) -> Statement:
    """The statement that the bytes make; raises NotCanonical for bytes that this format would not have written."""
    if not signed.startswith(_RETURN):
        raise NotCanonical(f"The bytes do not begin as {FORMAT} does.")
    try:
        statement = msgspec.json.decode(signed[len(_RETURN) :], type=Statement)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise NotCanonical("The bytes do not hold a statement.") from fault
    if signed_bytes(statement) != signed:
        raise NotCanonical("The bytes are not written as the format writes them.")
    return statement


def differences(signed: bytes, digest: str, now: Statement) -> Differences:
    """In what `now` differs from what was signed: `signed` as it was kept, `digest` from the audit chain."""
    if digest_of(signed) != digest:
        return Differences(damaged=True)
    then = read_signed(signed)
    before, after = Counter(then.leaves), Counter(now.leaves)
    return Differences(
        fields=tuple(name for name in Statement.__struct_fields__ if name != "leaves" and _differs(name, then, now)),
        gone=tuple(sorted((before - after).elements())),
        added=tuple(sorted((after - before).elements())),
    )


def _differs(name: str, then: Statement, now: Statement) -> bool:
    return bool(getattr(then, name) != getattr(now, name))


def _checked(leaf: str) -> str:
    if len(leaf) != _LEAF_LENGTH or not _LEAF.issuperset(leaf):
        raise NotCanonical("A leaf is 64 hexadecimal digits in small letters.")
    return leaf


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise NotCanonical("The time of a confirmation needs its time zone.")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _json(said: Mapping[str, object]) -> bytes:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError as fault:
        raise NotCanonical("A text holds half a character.") from fault
