"""Receipt numbers: short enough to read out, without vowels or look-alikes, and with a character that checks."""

import secrets

LETTERS = "2346789CDFGHJKMNPQRTVWX"
"""23 characters, a prime number: one wrong, or two in the wrong order, is always noticed."""
_DRAWN = 7
_HALF = 4


def new_receipt(year: int) -> str:
    """A receipt number for a collection's year, such as K26-4F7H-92MX; drawn, so that nobody can tell the next."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(_DRAWN))
    return _written(f"{year % 100:02}", drawn + _check(drawn))


def is_receipt(typed: str) -> bool:
    """Whether this can be a receipt number, however it was typed: with other spaces, or in small letters."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    kind, year, own = plain[:1], plain[1:3], plain[3:]
    if kind != "K" or not (year.isascii() and year.isdigit()) or len(own) != _DRAWN + 1:
        return False
    return set(own) <= set(LETTERS) and _check(own[:_DRAWN]) == own[_DRAWN]


def _check(drawn: str) -> str:
    total = sum(place * LETTERS.index(sign) for place, sign in enumerate(drawn, start=1))
    return LETTERS[total % len(LETTERS)]


def _written(year: str, own: str) -> str:
    return f"K{year}-{own[:_HALF]}-{own[_HALF:]}"
