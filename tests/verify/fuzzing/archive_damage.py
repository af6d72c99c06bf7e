"""Damage to archives: their own structure, and what is in them, packed again so that it is reached."""

import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from tests.verify.fuzzing.byte_damage import Damage
from tests.verify.fuzzing.tokens import INTEGERS, NAMED_INSIDE

Members = list[tuple[zipfile.ZipInfo, bytes]]
_PACKED_ON = (1980, 1, 1, 0, 0, 0)
_FIELDS: dict[bytes, tuple[tuple[int, str], ...]] = {
    b"PK\x03\x04": ((4, "<H"), (6, "<H"), (8, "<H"), (14, "<L"), (18, "<L"), (22, "<L"), (26, "<H"), (28, "<H")),
    b"PK\x01\x02": (
        *((4, "<H"), (6, "<H"), (8, "<H"), (10, "<H"), (16, "<L"), (20, "<L"), (24, "<L"), (28, "<H"), (30, "<H")),
        *((32, "<H"), (34, "<H"), (36, "<H"), (38, "<L"), (42, "<L")),
    ),
    b"PK\x05\x06": ((4, "<H"), (6, "<H"), (8, "<H"), (10, "<H"), (12, "<L"), (16, "<L"), (20, "<H")),
}
"""By the mark of a record, its fields: how far behind the mark, and how wide."""

_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, LookupError, RuntimeError, ValueError, OSError, EOFError)


def other_field(content: bytes, dice: random.Random) -> bytes:
    """A field of one of the archive's records with another number in it."""
    mark = dice.choice(sorted(_FIELDS))
    places = [found.start() for found in re.finditer(re.escape(mark), content)]
    offset, form = dice.choice(_FIELDS[mark])
    if not places or (at := dice.choice(places) + offset) + struct.calcsize(form) > len(content):
        return content
    made = bytearray(content)
    (former,) = struct.unpack_from(form, made, at)
    wanted = dice.choice((*INTEGERS, former + 1, former - 1, former * 2, former ^ 1, 8, 12, 14))
    struct.pack_into(form, made, at, wanted & (1 << 8 * struct.calcsize(form)) - 1)
    return bytes(made)


def other_comment(content: bytes, dice: random.Random) -> bytes:
    """Something behind the end or before the beginning, as programs that unpack themselves have it."""
    extra = dice.choice((b"PK\x05\x06", b"PK\x05\x06" + bytes(18), bytes(100), b"x" * 70_000, content))
    return extra + content if dice.random() < 0.3 else content + extra


def _unpacked(content: bytes) -> Members:
    """The members of an archive that the standard library can open, none otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(member, archive.read(member)) for member in archive.infolist()]
    except _FAULTS:
        return []


def packed(members: Members, method: int) -> bytes:
    """An archive of these members."""
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as archive:
        warnings.simplefilter("ignore")  # a name that stands twice is what is wanted
        for member, inside in members:
            archive.writestr(_named(member.filename), inside, method)
    return made.getvalue()


def _named(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name.encode("utf-8", "replace").decode() or "a", _PACKED_ON)


def on_members(change: Callable[[Members, random.Random], Members]) -> Damage:
    """Damage to an archive that is a change of its members; none to one that cannot be opened."""

    def damage(content: bytes, dice: random.Random) -> bytes:
        members = _unpacked(content)
        method = dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
        return packed(change(members, dice), method) if members else content

    return damage


def member_renamed(members: Members, dice: random.Random) -> Members:
    """A member under another name."""
    at = dice.randrange(len(members))
    members[at] = _named(dice.choice(NAMED_INSIDE)), members[at][1]
    return members


def without_member(members: Members, dice: random.Random) -> Members:
    """A member left out."""
    del members[dice.randrange(len(members))]
    return members


def member_again(members: Members, dice: random.Random) -> Members:
    """A member again, under another name."""
    _, inside = dice.choice(members)
    return [*members, (_named(dice.choice((*NAMED_INSIDE, "a.xml", "b.csv"))), inside)]


def members_exchanged(members: Members, dice: random.Random) -> Members:
    """Two members under each other's names."""
    one, other = dice.randrange(len(members)), dice.randrange(len(members))
    (name, inside), (other_name, other_inside) = members[one], members[other]
    members[one], members[other] = (name, other_inside), (other_name, inside)
    return members


def nested(members: Members, dice: random.Random) -> Members:
    """A member packed once more."""
    at = dice.randrange(len(members))
    members[at] = members[at][0], packed([members[at]], zipfile.ZIP_DEFLATED)
    return members


def many_members(members: Members, _dice: random.Random) -> Members:
    """Hundreds of small members more."""
    return [*members, *((_named(f"{number}.xml"), b"<a/>") for number in range(400))]


ARCHIVE_DAMAGE: tuple[Damage, ...] = (
    other_field,
    other_field,
    other_field,
    other_comment,
    on_members(member_renamed),
    on_members(without_member),
    on_members(member_again),
    on_members(members_exchanged),
    on_members(nested),
    on_members(many_members),
)


def inside(damage: Damage, wanted: Callable[[str], bool]) -> Damage:
    """Damage to one of the members with a name that is wanted, packed again."""

    def change(members: Members, dice: random.Random) -> Members:
        places = [at for at, (member, _) in enumerate(members) if wanted(member.filename)]
        if places:
            at = dice.choice(places)
            members[at] = members[at][0], damage(members[at][1], dice)
        return members

    return on_members(change)
