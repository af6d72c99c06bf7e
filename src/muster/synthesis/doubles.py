"""Children whom two schools send, and pairs who only seem to be one child: planted, with the truth of each.

The draws are its own, so that an authority with them is otherwise the one without them. Rules that see what is planted
(X01, X03, and those of UPNs) are written to the truth as well.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from muster.synthesis.block import Block
from muster.synthesis.draws import Draws
from muster.synthesis.families import Registrar
from muster.synthesis.ground import is_open, is_plain
from muster.synthesis.returned import ReturnedFile, ReturnedPupil
from muster.synthesis.upns import own_upn
from muster.synthesis.variants import TRUE_VARIANTS, accent

_LEAST = 10
_ODD_SERIALS = 400
_EXACT = ("same UPN", "same UPN, other name", "former UPN", "former UPN, other name", "same name", "accent")
_MISSES = ("twin", "namesake by surname", "namesake by forename", "other sex", "sibling", "cousin without a UPN")
VARIETIES = (*_EXACT, *TRUE_VARIANTS, *_MISSES)
_UPNS = ("another", "none", "temporary", "slip")

Row = tuple[str, ...]


class Doubler:
    """Plants in block after block; every variety comes round in turn, and waits for a pupil whom it suits."""

    def __init__(self, share: float, seed: int) -> None:
        self._share, self._seed, self._due = share, seed, 0.0
        self._waiting = deque(VARIETIES[::3] + VARIETIES[1::3] + VARIETIES[2::3])
        self._numbered: Counter[str] = Counter()

    def plant(self, block: Block) -> Iterator[Row]:
        """Plant a block's pairs, each with a pupil of one file and a new one of another; their rows for the table."""
        draws = Draws(self._seed, "duplicates", block.files[0].school.index)
        files = [file for file in block.files if is_open(file) and len(file.pupils) >= _LEAST]
        if len(files) < 2:
            return
        for file in files:
            self._due += self._share * len(file.pupils)
            plain = draws.shuffled([pupil for pupil in file.pupils if is_plain(pupil) and pupil.upn])
            while self._due >= 1 and plain:
                other = draws.pick([one for one in files if one is not file])
                yield self._pair(plain.pop(), file, other, block, draws)
                self._due -= 1

    def _pair(self, pupil: ReturnedPupil, file: ReturnedFile, other: ReturnedFile, block: Block, draws: Draws) -> Row:
        pupil.planted = True
        again = pupil.again()
        again.line, again.entry, again.nc_year, again.former_upn = None, "", other.manner.nc_year, ""
        kind, variety = self._change(again, block.registrar_of(file), draws)
        other.pupils.append(again)
        _plant_rules(kind, variety, (file, pupil), (other, again))
        school = file.school
        named = pupil.upn, pupil.surname, pupil.forename
        others = other.school.estab, again.upn, again.surname, again.forename
        return (school.la, school.estab, *named, *others, kind, variety, "N" if kind == "none" else "Y")

    def _change(self, again: ReturnedPupil, registrar: Registrar, draws: Draws) -> tuple[str, str]:
        """Make the second claim what the next variety that fits says; its kind and variety."""
        variety = next(variety for variety in self._waiting if _make(again, variety, registrar, draws))
        self._waiting.remove(variety)
        self._waiting.append(variety)
        if variety not in TRUE_VARIANTS:
            return _kind_of(variety), variety
        way = _UPNS[self._numbered[variety] % len(_UPNS)]
        self._numbered[variety] += 1
        _give_upn(again, way, registrar, draws)
        return "near_name", f"{variety}; {way} UPN"


def _make(again: ReturnedPupil, variety: str, registrar: Registrar, draws: Draws) -> bool:
    """Make the second claim what the variety says; False, and nothing changed, where it does not suit the pupil."""
    if variety in TRUE_VARIANTS:
        return TRUE_VARIANTS[variety](again, draws)
    if variety in _EXACT:
        return _make_exact(again, variety, registrar, draws)
    _make_miss(again, variety, registrar, draws)
    return True


def _kind_of(variety: str) -> str:
    if variety in _MISSES:
        return "none"
    if variety.startswith("same UPN"):
        return "same_upn"
    return "former_upn" if variety.startswith("former") else "same_name"


def _make_exact(again: ReturnedPupil, variety: str, registrar: Registrar, draws: Draws) -> bool:
    if variety == "accent" and not accent(again, draws):
        return False
    if variety.endswith("other name"):
        again.surname = f"{again.child.community.surname(draws)[0]}-Field"
    if not variety.startswith("same UPN"):
        former, again.upn = again.upn, registrar.spare_upn()
        again.former_upn = former if variety.startswith("former") else ""
    return True


def _give_upn(again: ReturnedPupil, way: str, registrar: Registrar, draws: Draws) -> None:
    """The second school's UPN: a new one, none, a temporary one, or the first one's with a slip."""
    if way == "another":
        again.upn = registrar.spare_upn()
    elif way == "none":
        again.upn = ""
    elif way == "temporary":
        again.upn = registrar.spare_temporary_upn()
    else:
        place = draws.between(8, 12)
        digit = (int(again.upn[place]) + draws.between(1, 9)) % 10
        again.upn = f"{again.upn[:place]}{digit}{again.upn[place + 1 :]}"


def _make_miss(again: ReturnedPupil, variety: str, registrar: Registrar, draws: Draws) -> None:
    """Another child, who shares with the first one what the variety says."""
    community, sex = again.child.community, again.sex
    surname, forename, upn = again.surname, again.forename, again.upn
    again.upn = _next_to(upn, registrar) if variety == "twin" else registrar.spare_upn()
    if variety == "other sex":
        again.sex = "F" if sex == "M" else "M"
        TRUE_VARIANTS["transliteration"](again, draws) or TRUE_VARIANTS["middle name"](again, draws)
    elif variety == "namesake by forename":
        again.surname = _other(lambda: community.surname(draws)[sex == "F"], surname)
    elif variety == "sibling":
        again.dob = (date.fromisoformat(again.dob) + timedelta(days=draws.between(1, 3))).isoformat()
    else:
        again.forename = _other(lambda: community.forename(draws, sex), forename)
        again.upn = "" if variety.startswith("cousin") else again.upn


def _next_to(upn: str, registrar: Registrar) -> str:
    """A right UPN that differs from another in one digit, as twins' do; any other where that one may be somebody's."""
    school, serial = registrar.school, int(upn[10:])
    if upn[1:8] != school.number or serial >= _ODD_SERIALS:
        return registrar.spare_upn()
    return own_upn(school.la, school.estab, 2000 + int(upn[8:10]), serial + 500)


def _other(draw: Callable[[], str], name: str) -> str:
    """A name that is not this one, nor begins as it does."""
    while (other := draw())[:2].lower() == name[:2].lower():
        pass
    return other


def _plant_rules(
    kind: str, variety: str, one: tuple[ReturnedFile, ReturnedPupil], other: tuple[ReturnedFile, ReturnedPupil]
) -> None:
    """Write down what the rules see of it."""
    crossing = {"same_upn": "X01", "same_name": "X03"}.get(kind, "X03" if variety == "former UPN" else "")
    for file, pupil in (one, other) if crossing else ():
        file.plant(crossing, pupil.upn)
    file, again = other
    if not again.upn:
        file.plant("P01")
    elif variety.endswith("temporary UPN"):
        file.plant("P04", again.upn)
    elif variety.endswith("slip UPN"):
        file.plant("P03", again.upn)
