"""A name as it is spelled: folded, in parts, and about as it sounds."""

import re

import msgspec

from muster.formats.names import fold

_BETWEEN_PARTS = re.compile(r"[\s\-\u2010-\u2015,/]+")
_PARTICLES = frozenset(
    "a abu al bin bint d da dal das de del della der di do dos du e el ibn la las le los o st ul ur van von y".split()
)
_DIGRAPHS = (("ph", "f"), ("ck", "k"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("x", "ks"))
_LETTERS = str.maketrans({"q": "k", "c": "k", "z": "s", "w": "v"})
_KEY_FROM = 2
_CHURCH = "\u02a7"
_VOWELS = re.compile(r"[aeiouy]+")
_TWICE = re.compile(r"(.)\1+")
_LONG = {"ee": "i", "ea": "i"}
_CLASS = {"a": "a", "e": "a", "i": "i", "y": "i", "o": "o", "u": "o"}


class Spelling(msgspec.Struct, frozen=True, gc=False):
    """One name. `whole` and `parts` are folded, `lead` is how its first part sounds, `sound` how the whole does.

    `keys` are what a near name usually shares: a part, or the sound of the first or of the whole.
    """

    whole: str
    parts: tuple[str, ...]
    sound: str
    lead: str
    keys: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        """The parts that are more than a particle ("de", "al"); all where there are no others."""
        return frozenset(self.parts) - _PARTICLES or frozenset(self.parts)


class Folds(dict[str, str]):
    """Each text folded once; kept as long as one search takes, for these are children's names."""

    def __missing__(self, text: str) -> str:
        """Fold a text that has not been met."""
        folded = self[text] = fold(text)
        return folded


class Spellings(dict[str, Spelling]):
    """Each text spelled once; kept as long as one search takes too."""

    def __missing__(self, text: str) -> Spelling:
        """Spell a text that has not been met."""
        spelling = self[text] = spell(text)
        return spelling


def spell(text: str) -> Spelling:
    """The spelling of a name as written."""
    parts = tuple(part for piece in _BETWEEN_PARTS.split(text) if (part := fold(piece)))
    whole = "".join(parts)
    sound = sound_of(whole)
    lead = sound if len(parts) < 2 else sound_of(parts[0])
    keys = frozenset(key for key in (*parts, whole, sound, lead) if len(key) >= _KEY_FROM)
    return Spelling(whole, parts, sound, lead, keys)


def sound_of(whole: str) -> str:
    """A folded name without what spellings of one name differ in: doubled letters, kinds of vowels, a silent h.

    "Mohammed" and "Muhammad" have the same, "Hassan" and "Hussain" have not.
    """
    text = whole.replace("ch", _CHURCH).replace("ce", "se").replace("ci", "si")
    for written, said in _DIGRAPHS:
        text = text.replace(written, said)
    text = _TWICE.sub(r"\1", _VOWELS.sub(_vowel, _hard(text)))
    return text[:-1] if len(text) > 2 and text.endswith("h") and text[-2] in "aio" else text


def _hard(text: str) -> str:
    """Letters that sound alike as one; a z at the beginning stays, for it parts Zara from Sara."""
    return f"z{text[1:].translate(_LETTERS)}" if text.startswith("z") else text.translate(_LETTERS)


def _vowel(run: re.Match[str]) -> str:
    """How a run of vowels sounds: as its first one; a final a is kept, for it parts Maria from Mary."""
    letters = run[0]
    said = _LONG.get(letters) or _CLASS[letters[0]]
    return f"{said}a" if len(letters) > 1 and letters[-1] == "a" and letters not in _LONG else said


def accents_differ(one: str, other: str) -> bool:
    """Whether two texts that fold alike differ by more than capitals, spaces and punctuation."""
    return _plain(one) != _plain(other)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def initials(surname: Spelling, forename: Spelling) -> str:
    """The first two letters of each name, in an order that does not tell which is which; "" where one is missing."""
    if not (surname.whole and forename.whole):
        return ""
    first, second = sorted((surname.whole[:2], forename.whole[:2]))
    return f"{first} {second}"
