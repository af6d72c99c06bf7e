"""Made-up pupils by number, and what an example changes in them."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.conformance.form import Change, Value, base

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SUBJECTS = ("reading", "writing", "maths", "science")

Child = dict[str, Value]


def upn_of(number: int) -> str:
    """The UPN of a made-up pupil: that of pupil 1 is a published test vector, X330299923017."""
    return with_letter(f"3302999{23 + number // 900}{(16 + number) % 900:03d}")


def with_letter(rest: str) -> str:
    """The twelve digits behind their check letter."""
    return LETTERS[sum(int(digit) * place for place, digit in enumerate(rest, start=2)) % 23] + rest


def child(number: int, later: int = 0) -> Child:
    """The made-up pupil with this number, from 1 on: clean, and unlike any other."""
    made = base(later).made_up
    place = number - 1
    starts, ends = made["surname_starts"], made["surname_ends"]
    round_, start = divmod(place, len(starts))
    born = date.fromisoformat(made["born_from"]) + timedelta(days=5 * place % 350)
    outcomes = made["outcomes"][place % len(made["outcomes"])]
    return {
        "upn": upn_of(number),
        "surname": f"{starts[start]}zqx{ends[round_ % len(ends)]}",
        "forename": made["forenames"][place % len(made["forenames"])],
        "dob": born.isoformat(),
        "sex": "FM"[place % 2],
        **base(later).pupil,
        **dict(zip(SUBJECTS, outcomes, strict=True)),
    }


def children(pupils: int | list[int], change: Change, later: int = 0) -> list[Child]:
    """The pupils of a file or roll, changed by their place in it."""
    numbers = range(1, pupils + 1) if isinstance(pupils, int) else pupils
    listed = [child(number, later) for number in numbers]
    for places, values in change.items():
        for place in _places(places, len(listed)):
            listed[place] |= values
    return listed


def _places(text: str, count: int) -> Iterator[int]:
    if text == "all":
        yield from range(count)
        return
    first, _, last = text.partition("-")
    yield from range(int(first) - 1, int(last or first))
