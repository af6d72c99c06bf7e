"""How a second school may write a name: each change is one that people make, and is None where it cannot be made."""

from collections.abc import Callable

from muster.synthesis.draws import Draws
from muster.synthesis.names import words
from muster.synthesis.returned import ReturnedPupil

_ACCENTS = {"e": "é", "a": "á", "o": "ö", "i": "í", "u": "ü"}
_NEIGHBOURS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "svxfrghjoklknmpowtdyibectx")
_MIDDLE = words("Rose, James, May, Lee, Ann, John, Noor, Grace, David, Jo")
_OTHERS = words("Bobbie, Kit, Sky, Robin, Jules, Storm, Wren, Jessie")
_SPELLINGS = (
    ("Mohammed", "Muhammad"), ("Mohammad", "Muhammed"), ("Ahmed", "Ahmad"), ("Aisha", "Ayesha"), ("Maryam", "Mariam"),
    ("Zainab", "Zaynab"), ("Fatima", "Fatimah"), ("Sophia", "Sofia"), ("Hannah", "Hanna"), ("Sarah", "Sara"),
    ("Yahya", "Yahia"), ("Zayn", "Zain"), ("Usman", "Ousman"), ("Hamza", "Hamzah"), ("Khadija", "Khadijah"),
    ("Isabella", "Izabella"), ("Viktoria", "Victoria"), ("Aleksander", "Alexander"), ("Katarzyna", "Catarzyna"),
    ("Hussain", "Hussein"), ("Abdullah", "Abdulla"), ("Jakub", "Jacub"), ("Zakariya", "Zakaria"), ("Oscar", "Oskar"),
    ("Philip", "Filip"), ("Isaac", "Isaak"), ("Lucas", "Lukas"), ("Marcus", "Markus"), ("Leila", "Layla"),
)  # fmt: skip
_SHORT = (
    ("Oliver", "Ollie"), ("Thomas", "Tom"), ("Charlotte", "Lottie"), ("Alexander", "Alex"), ("Benjamin", "Ben"),
    ("Samuel", "Sam"), ("William", "Billy"), ("Matilda", "Tilly"), ("Theodore", "Teddy"), ("Isabella", "Izzy"),
    ("James", "Jamie"), ("Joshua", "Josh"), ("Jacob", "Jake"), ("Frederick", "Freddie"), ("Penelope", "Pen"),
    ("Sebastian", "Seb"), ("Edward", "Ted"), ("Elizabeth", "Beth"), ("Eleanor", "Nell"), ("Olivia", "Liv"),
    ("Evelyn", "Evie"), ("Daniel", "Danny"), ("Joseph", "Joe"), ("Zachary", "Zak"), ("Harrison", "Harris"),
)  # fmt: skip
_LONG = 8
_SLIPS_FROM = 5


def accent(pupil: ReturnedPupil, _draws: Draws) -> bool:
    """An accent on the forename that the first school leaves out."""
    place = next((at for at, letter in enumerate(pupil.forename) if at and letter in _ACCENTS), None)
    if place is None:
        return False
    forename = pupil.forename
    pupil.forename = forename[:place] + _ACCENTS[forename[place]] + forename[place + 1 :]
    return True


def order(pupil: ReturnedPupil, _draws: Draws) -> bool:
    """Surname and forename in each other's place."""
    pupil.surname, pupil.forename = pupil.forename, pupil.surname
    return True


def double_barrelled(pupil: ReturnedPupil, draws: Draws) -> bool:
    """A surname of two parts, of which the first school writes one."""
    other = pupil.child.community.surname(draws)[0]
    pupil.surname = draws.pick((f"{pupil.surname}-{other}", f"{other}-{pupil.surname}", f"{pupil.surname} {other}"))
    return True


def preferred(pupil: ReturnedPupil, draws: Draws) -> bool:
    """The name that the child is called by, which the first school writes as the forename."""
    pupil.preferred_forename, pupil.forename = pupil.forename, draws.pick(_OTHERS)
    return True


def middle_name(pupil: ReturnedPupil, draws: Draws) -> bool:
    """A middle name written with the forename."""
    pupil.forename = f"{pupil.forename} {draws.pick(_MIDDLE)}"
    return True


def transliteration(pupil: ReturnedPupil, _draws: Draws) -> bool:
    """Another usual spelling of the forename."""
    return _exchanged(pupil, dict(_SPELLINGS) | {other: one for one, other in _SPELLINGS})


def short_form(pupil: ReturnedPupil, _draws: Draws) -> bool:
    """A short form of the forename."""
    return _exchanged(pupil, dict(_SHORT))


def slip_in_forename(pupil: ReturnedPupil, draws: Draws) -> bool:
    """A letter of the forename left out, doubled, mistyped or changed with the next."""
    slipped = _slipped(pupil.forename, draws)
    pupil.forename = slipped or pupil.forename
    return bool(slipped)


def slip_in_surname(pupil: ReturnedPupil, draws: Draws) -> bool:
    """A letter of the surname left out, doubled, mistyped or changed with the next."""
    slipped = _slipped(pupil.surname, draws)
    pupil.surname = slipped or pupil.surname
    return bool(slipped)


def two_slips(pupil: ReturnedPupil, _draws: Draws) -> bool:
    """Two letters of a long surname mistyped."""
    surname = pupil.surname
    if len(surname) < _LONG or not (surname.isascii() and surname.isalpha()):
        return False
    for place in (3, len(surname) - 2):
        surname = _mistyped(surname, place)
    pupil.surname = surname
    return True


TRUE_VARIANTS: dict[str, Callable[[ReturnedPupil, Draws], bool]] = {
    "order": order,
    "part of surname": double_barrelled,
    "preferred name": preferred,
    "middle name": middle_name,
    "transliteration": transliteration,
    "short form": short_form,
    "slip in forename": slip_in_forename,
    "slip in surname": slip_in_surname,
    "two slips": two_slips,
}
"""What a second school makes of a name, near the first one's: each says whether it could be done."""


def _exchanged(pupil: ReturnedPupil, spellings: dict[str, str]) -> bool:
    other = spellings.get(pupil.forename.title())
    if other is None:
        return False
    pupil.forename = other
    return True


def _slipped(name: str, draws: Draws) -> str:
    """The name with one slip after its first letter; "" for a name that is too short, or in another script."""
    if len(name) < _SLIPS_FROM or not (name.isascii() and name.isalpha()):
        return ""
    place = draws.between(1, len(name) - 2)
    left_out, doubled = name[:place] + name[place + 1 :], name[: place + 1] + name[place:]
    changed = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    other = draws.pick((left_out, doubled, _mistyped(name, place), changed))
    return other if other != name else _mistyped(name, place)


def _mistyped(name: str, place: int) -> str:
    return name[:place] + name[place].lower().translate(_NEIGHBOURS) + name[place + 1 :]
