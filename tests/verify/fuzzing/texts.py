"""Mutated files as texts: decoded without loss, changed as a text, and encoded as they were."""

import random
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable

from tests.verify.fuzzing.byte_damage import Damage
from tests.verify.fuzzing.tokens import CODECS, DECLARATIONS, MARKS, VALUES

Change = Callable[[str, random.Random], str]


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the codec that brings the same bytes back."""
    for mark, codec in ((BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark) and len(content) % 2 == 0:
            return content.decode(codec, "surrogatepass"), codec
    return content.decode("utf-8", "surrogateescape"), "utf-8"


def encoded(text: str, codec: str) -> bytes:
    """The text in its codec, the bytes that were no text as they were."""
    return text.encode(codec, "surrogateescape" if codec == "utf-8" else "surrogatepass")


def on_text(change: Change) -> Damage:
    """Damage to bytes that is a change of their text."""

    def damage(content: bytes, dice: random.Random) -> bytes:
        text, codec = decoded(content)
        return encoded(change(text, dice), codec)

    return damage


def put_a_value(text: str, dice: random.Random) -> str:
    """A nasty text anywhere."""
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(VALUES) + text[at:]


def in_capitals(text: str, dice: random.Random) -> str:
    """All of it in capitals, or in small letters."""
    return text.upper() if dice.random() < 0.5 else text.lower()


def other_line_ends(text: str, dice: random.Random) -> str:
    """Lines that end otherwise: as on old Macs, with both characters, twice, not at all, or as Unicode has it."""
    return "".join(text.splitlines(keepends=False)) if dice.random() < 0.2 else _with_ends(text, dice)


def _with_ends(text: str, dice: random.Random) -> str:
    return dice.choice(("\r", "\r\n", "\n\n", "\u2028", "\x85", "\x0b")).join(text.split("\n"))


def in_another_encoding(content: bytes, dice: random.Random) -> bytes:
    """The text saved in another encoding than it says."""
    text, _ = decoded(content)
    codec = dice.choice(CODECS)
    whole = text.encode("utf-8", "replace").decode()
    return whole.encode(codec, dice.choice(("replace", "ignore", "xmlcharrefreplace")))


def declared_otherwise(text: str, dice: random.Random) -> str:
    """Another first line."""
    declaration = dice.choice(DECLARATIONS)
    end = text.find("?>")
    return declaration + (text[end + 2 :] if "<?xml" in text[:10] and end > 0 else text)


def other_mark(content: bytes, dice: random.Random) -> bytes:
    """Another byte order mark, or none."""
    bare = content
    for mark in MARKS[:3]:
        bare = bare.removeprefix(mark)
    return dice.choice((b"", *MARKS)) + bare


def twice_encoded(content: bytes, _dice: random.Random) -> bytes:
    """What is seen where UTF-8 was taken for windows-1252 and saved as UTF-8 again."""
    return content.decode("cp1252", "replace").encode()


TEXT_DAMAGE: tuple[Damage, ...] = (
    on_text(put_a_value),
    on_text(in_capitals),
    on_text(other_line_ends),
    on_text(declared_otherwise),
    in_another_encoding,
    other_mark,
    twice_encoded,
)
