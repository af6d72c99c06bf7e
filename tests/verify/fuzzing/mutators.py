"""One mutated file from one sound one: the same dice always give the same file."""

import random
from collections.abc import Callable

from tests.verify.fuzzing.archive_damage import ARCHIVE_DAMAGE, inside
from tests.verify.fuzzing.byte_damage import BYTE_DAMAGE, Damage, put_together
from tests.verify.fuzzing.markup_damage import MARKUP_DAMAGE
from tests.verify.fuzzing.table_damage import TABLE_DAMAGE
from tests.verify.fuzzing.texts import TEXT_DAMAGE
from tests.verify.fuzzing.workbook_damage import WORKBOOK_DAMAGE

LARGEST = 1_500_000
"""Bytes of a mutated file: larger ones are cut, so that a hundred thousand of them take minutes."""

_ROUNDS = (1, 1, 1, 1, 2, 2, 3, 6)
_SPLICED = 0.02


def mutated(content: bytes, other: Callable[[], bytes], dice: random.Random) -> bytes:
    """The content, damaged once or a few times; seldom spliced with another file, which `other` gives."""
    if dice.random() < _SPLICED:
        content = put_together(content, other(), dice)
    for _ in range(dice.choice(_ROUNDS)):
        content = dice.choice(dice.choice(_fitting(content)))(content, dice)[:LARGEST]
    return content


def _fitting(content: bytes) -> tuple[tuple[Damage, ...], ...]:
    """The kinds of damage for a file of this kind, each as likely as the others."""
    if content.startswith(b"PK"):
        parts = WORKBOOK_DAMAGE if b"[Content_Types].xml" in content else _MEMBER_DAMAGE
        return BYTE_DAMAGE, ARCHIVE_DAMAGE, parts, parts, parts
    if b"<" in content[:200]:
        return BYTE_DAMAGE, TEXT_DAMAGE, MARKUP_DAMAGE, MARKUP_DAMAGE, MARKUP_DAMAGE, MARKUP_DAMAGE
    return BYTE_DAMAGE, TEXT_DAMAGE, TABLE_DAMAGE, TABLE_DAMAGE, TABLE_DAMAGE


_MEMBER_DAMAGE: tuple[Damage, ...] = tuple(
    inside(damage, lambda name: not name.endswith("/")) for damage in (*BYTE_DAMAGE, *MARKUP_DAMAGE, *TABLE_DAMAGE)
)
