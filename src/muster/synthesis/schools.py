"""Made-up schools of real shapes: infant, primary, special and all-through, maintained and in trusts."""

from collections.abc import Sequence
from dataclasses import dataclass

from muster.framework import local_authorities
from muster.synthesis.draws import Draws
from muster.synthesis.manners import Manner, manner_for
from muster.synthesis.names import communities, with_canary, words

SMALLEST, LARGEST = 5, 120
_SCHOOLS_AN_AUTHORITY = 500
_AREAS_SIZE = 12
# Where each kind of school stands among forty: small authorities have one of each too.
_KINDS = {
    1: "Infant",
    4: "Special",
    7: "All-through",
    12: "Infant",
    19: "Infant",
    27: "Infant",
    30: "Special",
    34: "Infant",
}
_ROUND = 40
_CONVERTED_PLACE = 8
_SIZES = {
    "Primary": (10, 15, 22, 28, 30, 30, 30, 41, 45, 58, 60, 60, 60, 75, 88, 90, 118),
    "Infant": (28, 45, 58, 60, 60, 88, 90, 120),
    "All-through": (58, 60, 90),
    "Special": (5, 6, 7, 8, 9, 10, 12, 14),
}
_NUMBERS = {"Special": 7000, "All-through": 4000}
_VOLUNTARY = 3000
_NAMED_WITH_WARD = 0.7
_COMMUNITY = 2000
_TYPES = (
    ("Community school", 38.0),
    ("Academy converter", 24.0),
    ("Academy sponsor led", 10.0),
    ("Voluntary aided school", 14.0),
    ("Voluntary controlled school", 9.0),
    ("Foundation school", 5.0),
)
_PLACES = words("""
Ashgrove, Beechwood, Brookfield, Castle Hill, Church Lane, Copperfield, Dovecote, Eastfield, Elm Tree, Fairway,
Forge Lane, Garden Fields, Greenacre, Hawthorn, Heathlands, Highfield, Hollybush, Ivy Bank, Jubilee, Kestrel,
Kingfisher, Lakeside, Larkspur, Lime Tree, Longmeadow, Maple Grove, Marsh Lane, Meadowbank, Millpond, Moorside,
Newlands, Northgate, Oakwood, Old Mill, Orchard, Parkside, Pinewood, Poplar, Quarry Bank, Queensway, Ravenswood,
Redhill, Ridgeway, River View, Rookery, Sandpiper, Silverdale, Skylark, Springfield, Station Road, Summerhill,
Sycamore, Thornhill, Tollgate, Upland, Valley, Walnut Tree, Waterside, Wellfield, Westbrook, Whitegate,
Willowbrook, Windmill, Woodside, Yewtree
""")
_SAINTS = words("""
St Aidan's, St Anne’s, St Bede's, St Chad's, St Clare's, St Cuthbert's, St Edmund's, St Hilda's, St John's, St
Joseph's, St Mary's, St Oswald's, St Patrick's, St Thérèse's, All Saints, Holy Cross, Our Lady of Lourdes
""")
_TRUSTS = words("""
Beacon Learning Trust, Bridgewater Academies Trust, Four Rivers Trust, Hearts of Oak Trust, Lantern Schools
Trust, Northern Star Academies, Pathfinder Learning Partnership, Quayside Education Trust
""")
# The share of bilingual pupils, school by school: few in most schools, most in some; a fifth in the mean.
_EAL = (0.02,) * 9 + (0.05,) * 8 + (0.12,) * 12 + (0.25,) * 9 + (0.42,) * 6 + (0.68,) * 5
_EAL_STRIDE = 11
_WARDS = words("""
Abbey, Bankside, Castle, Dene, Edgeley, Fosse, Greenway, Harbour, Ings, Junction, Kirkgate, Lowther, Moorfield,
Newtown, Oakhill, Priory, Queens, Riverside, Saltergate, Thornley, Upton, Vale, Westgate, Yardley
""")
_LOCALITIES = ("North", "East", "South", "West", "Central")


@dataclass(slots=True)
class School:
    """One made-up school; `size` is the number of Year 2 pupils on its January roll.

    `effect` is how much more (or less) its pupils attain than others like them, in standard deviations.
    """

    index: int
    la: str
    estab: str
    urn: str
    name: str
    phase: str
    type: str
    trust: str
    manner: Manner
    email: str
    head: str
    areas: tuple[str, str, str]
    size: int
    effect: float
    disadvantage: float
    eal: float
    languages: tuple[str, ...]
    predecessor: str = ""
    predecessor_urn: str = ""
    opened: str = ""

    @property
    def number(self) -> str:
        """The seven-digit number: LA and establishment."""
        return self.la + self.estab

    @property
    def is_special(self) -> bool:
        """Whether every pupil has an education, health and care plan."""
        return self.phase == "Special"


def make_schools(count: int, pupils: int, seed: int, year: int, la: str, *, canary: bool = False) -> list[School]:
    """The schools of an authority, their sizes adding up to `pupils`; beyond 500 schools, of several authorities."""
    sizes = _sizes(count, pupils, seed)
    numbers = _authorities(la)
    return [_school(index, sizes[index], seed, year, numbers, canary) for index in range(count)]


def phase_of(index: int) -> str:
    """What kind of school stands at this place."""
    return _KINDS.get(index % _ROUND, "Primary")


def _authorities(la: str) -> list[str]:
    current = sorted(local_authorities().current)
    return [la, *(number for number in current if number != la)]


def _sizes(count: int, pupils: int, seed: int) -> list[int]:
    """Sizes typical of each kind of school, stretched or squeezed until they add up."""
    draws = Draws(seed, "sizes")
    wanted = [float(draws.pick(_SIZES[phase_of(index)])) for index in range(count)]
    lowest, highest = min(SMALLEST, pupils // count), max(LARGEST, -(-pupils // count))
    limits = [(lowest, max(_SIZES["Special"]) if phase_of(i) == "Special" else highest) for i in range(count)]
    if sum(top for _, top in limits) < pupils:
        limits = [(lowest, highest)] * count
    return _stretched(wanted, limits, pupils)


def _stretched(wanted: list[float], limits: Sequence[tuple[int, int]], total: int) -> list[int]:
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        if sum(_within(size * middle, limit) for size, limit in zip(wanted, limits, strict=True)) > total:
            high = middle
        else:
            low = middle
    sizes = [_within(size * low, limit) for size, limit in zip(wanted, limits, strict=True)]
    return _topped_up(sizes, limits, total - sum(sizes))


def _topped_up(sizes: list[int], limits: Sequence[tuple[int, int]], missing: int) -> list[int]:
    while missing > 0:
        for place, size in enumerate(sizes):
            if missing > 0 and size < limits[place][1]:
                sizes[place] = size + 1
                missing -= 1
    return sizes


def _within(size: float, limit: tuple[int, int]) -> int:
    return max(limit[0], min(limit[1], int(size)))


def _school(index: int, size: int, seed: int, year: int, numbers: list[str], canary: bool) -> School:
    draws = Draws(seed, "school", index)
    phase = phase_of(index)
    la, place = numbers[index // _SCHOOLS_AN_AUTHORITY % len(numbers)], index % _SCHOOLS_AN_AUTHORITY + 1
    converted = index % _ROUND == _CONVERTED_PLACE
    kind = "Academy converter" if converted else _type(phase, draws)
    name = _name(phase, kind, draws)
    school = School(
        index=index,
        la=la,
        estab=str(_base(phase, kind) + place),
        urn=str(110001 + index * 3),
        name=name,
        phase=phase,
        type=kind,
        trust=draws.pick(_TRUSTS) if "cademy" in kind else "",
        manner=manner_for(index),
        email=f"office@school{index + 1:05d}.example",
        head=_head(draws, canary),
        areas=_areas(index, draws),
        size=size,
        effect=draws.bell() * 0.27 + (0.10 if phase == "Infant" else 0.0),
        disadvantage=_disadvantage(draws),
        eal=_EAL[index * _EAL_STRIDE % len(_EAL)],
        languages=_languages(draws),
    )
    return _converted(school, year) if converted else school


def _converted(school: School, year: int) -> School:
    """A school that became an academy in November of the collection's academic year."""
    school.predecessor = f"{school.la}{_VOLUNTARY + int(school.estab) - _COMMUNITY}"
    school.predecessor_urn = str(int(school.urn) - 1)
    school.opened = f"{year - 1}-11-01"
    return school


def _type(phase: str, draws: Draws) -> str:
    if phase == "Special":
        return draws.weighted((("Community special school", 6), ("Academy special converter", 4)))
    if phase == "All-through":
        return draws.weighted((("Academy converter", 6), ("Free school", 4)))
    return draws.weighted(_TYPES)


def _base(phase: str, kind: str) -> int:
    if phase in _NUMBERS:
        return _NUMBERS[phase]
    return _VOLUNTARY if kind.startswith(("Voluntary", "Foundation")) else _COMMUNITY


def _name(phase: str, kind: str, draws: Draws) -> str:
    if kind.startswith("Voluntary"):
        catholic = kind == "Voluntary aided school"
        saint = draws.pick(_SAINTS if catholic else _SAINTS[:-1])
        return f"{saint} {'Catholic' if catholic else 'CofE'} {phase} School, {draws.pick(_WARDS)}"
    ending = {"Infant": "Infant School", "Special": "School", "All-through": "School"}.get(phase, "Primary School")
    if "cademy" in kind:
        ending = {"Infant": "Infant Academy", "Primary": "Primary Academy"}.get(phase, "Academy")
    ward = f"{draws.pick(_WARDS)} " if draws.chance(_NAMED_WITH_WARD) else ""
    return f"{ward}{draws.pick(_PLACES)} {ending}"


def _head(draws: Draws, canary: bool) -> str:
    community = draws.weighted([(community, community.weight) for community in communities()[:6]])
    surname = community.surname(draws)[1]
    title = draws.pick(("Mrs", "Ms", "Mr", "Miss", "Dr"))
    return f"{title} {with_canary(surname) if canary else surname}"


def _areas(index: int, draws: Draws) -> tuple[str, str, str]:
    """A ward, a locality and a consortium of schools."""
    return draws.pick(_WARDS), draws.pick(_LOCALITIES), f"Consortium {index // _AREAS_SIZE + 1}"


def _disadvantage(draws: Draws) -> float:
    """The share of pupils who are disadvantaged: a quarter in the mean, more than half in a few schools."""
    return max(0.03, min(0.65, 0.25 + draws.bell() * 0.13))


def _languages(draws: Draws) -> tuple[str, ...]:
    """The two communities that most of a school's bilingual pupils come from."""
    bilingual = [(community.key, float(community.weight)) for community in communities() if not community.is_english]
    return draws.weighted(bilingual), draws.weighted(bilingual)
