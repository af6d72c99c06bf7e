"""Damage that knows nothing of what the bytes mean: what discs, mail programs and half transfers do."""

import random
from collections.abc import Callable

from tests.verify.fuzzing.tokens import BYTES, INTEGERS

Damage = Callable[[bytes, random.Random], bytes]


def _place(content: bytes, dice: random.Random) -> int:
    return dice.randrange(len(content) + 1)


def _span(content: bytes, dice: random.Random) -> tuple[int, int]:
    """Two places in order; seldom far apart."""
    start = _place(content, dice)
    longest = len(content) if dice.random() < 0.2 else 64
    return start, min(len(content), start + dice.randint(1, max(1, longest)))


def flip_a_bit(content: bytes, dice: random.Random) -> bytes:
    """One bit of one byte."""
    if not content:
        return content
    at = dice.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]


def flip_many_bits(content: bytes, dice: random.Random) -> bytes:
    """A byte in a hundred, in one stretch of the file."""
    start, end = _span(content, dice)
    made = bytearray(content)
    for at in range(start, end):
        if dice.random() < 0.01:
            made[at] ^= 1 << dice.randrange(8)
    return bytes(made)


def cut_off(content: bytes, dice: random.Random) -> bytes:
    """The file up to a place."""
    return content[: _place(content, dice)]


def cut_off_late(content: bytes, dice: random.Random) -> bytes:
    """The file but for its last few bytes."""
    return content[: -dice.randint(1, 30)]


def lose_the_beginning(content: bytes, dice: random.Random) -> bytes:
    """The file from a place on."""
    return content[_place(content, dice) :]


def lose_a_span(content: bytes, dice: random.Random) -> bytes:
    """The file without a stretch of it."""
    start, end = _span(content, dice)
    return content[:start] + content[end:]


def repeat_a_span(content: bytes, dice: random.Random) -> bytes:
    """A stretch of the file twice, or very seldom hundreds of times."""
    start, end = _span(content, dice)
    times = dice.choice((1, 1, 1, 1, 1, 1, 1, 2, 3, 300))
    return content[:end] + content[start:end] * times + content[end:]


def move_a_span(content: bytes, dice: random.Random) -> bytes:
    """A stretch of the file at another place."""
    start, end = _span(content, dice)
    rest = content[:start] + content[end:]
    at = _place(rest, dice)
    return rest[:at] + content[start:end] + rest[at:]


def put_a_token(content: bytes, dice: random.Random) -> bytes:
    """Bytes that mean something to a reader, put in or written over what stands there."""
    at, token = _place(content, dice), dice.choice(BYTES)
    return content[:at] + token + content[at + dice.choice((0, len(token))) :]


def put_at_the_beginning(content: bytes, dice: random.Random) -> bytes:
    """Bytes that another kind of file begins with."""
    return dice.choice(BYTES) + content


def put_noise(content: bytes, dice: random.Random) -> bytes:
    """A few random bytes written over what stands there."""
    at, length = _place(content, dice), dice.randint(1, 40)
    return content[:at] + dice.randbytes(length) + content[at + length :]


def put_a_number(content: bytes, dice: random.Random) -> bytes:
    """A number that lengths and offsets go wrong with, in two or four bytes."""
    width = dice.choice((2, 4))
    number = dice.choice(INTEGERS) & (1 << 8 * width) - 1
    at = _place(content, dice)
    return content[:at] + number.to_bytes(width, "little") + content[at + width :]


def zero_a_span(content: bytes, dice: random.Random) -> bytes:
    """A stretch of zero bytes, as a disc leaves them after a fall."""
    start, end = _span(content, dice)
    return content[:start] + bytes(end - start) + content[end:]


def as_text_mode(content: bytes, _dice: random.Random) -> bytes:
    """What a transfer in text mode does to a file that is none."""
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def put_together(content: bytes, other: bytes, dice: random.Random) -> bytes:
    """The beginning of one file and the end of another."""
    return content[: _place(content, dice)] + other[_place(other, dice) :]


BYTE_DAMAGE: tuple[Damage, ...] = (
    flip_a_bit,
    flip_many_bits,
    cut_off,
    cut_off_late,
    lose_the_beginning,
    lose_a_span,
    repeat_a_span,
    move_a_span,
    put_a_token,
    put_at_the_beginning,
    put_noise,
    put_a_number,
    zero_a_span,
    as_text_mode,
)
