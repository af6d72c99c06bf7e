"""Results to look at: of many pupils, of few, of a special school."""

from datetime import date, timedelta

from msgspec.structs import replace

from muster.portal.rolls.models import FormerResults
from muster.records import RollEntry
from tests.portal.collected import Collected, results_file, upn
from tests.portal.season import CANARY

LOW = {"reading": "PK3", "writing": "PK1", "maths": "EM", "science": "HNM"}
PLAIN = {"reading": "EXS", "writing": "EXS", "maths": "EXS", "science": "EXS"}
MIXED: tuple[dict[str, str], ...] = (
    {"reading": "GDS", "writing": "EXS", "maths": "GDS"},
    {},
    {"writing": "WTS"},
    {},
    {"reading": "WTS", "writing": "WTS", "maths": "WTS", "science": "HNM"},
    {"maths": "GDS"},
    LOW,
    {"reading": "EXS", "writing": "GDS"},
)
"""What pupils have otherwise than EXS, over and over."""
_NAMES = ("Ada", "Ben", "Cleo", "Dev", "Esme", "Finn", "Zoë", "Ivo")


def many(collected: Collected, number: int) -> tuple[RollEntry, ...]:
    """As many pupils as these, all of different names, the roll's own first."""
    first = collected.entries[0]
    more = (
        replace(
            first,
            upn=_upn(place),
            surname=f"Many{CANARY}{_letters(place)}",
            forename=_NAMES[place % len(_NAMES)],
            dob=date(2018, 9, 1) + timedelta(days=place * 3),
            sex="FM"[place % 2],
        )
        for place in range(len(collected.entries), number)
    )
    return (*collected.entries, *more)[:number]


def send_many(collected: Collected, number: int, name: str = "3302001_KS1_330LLLL_001.xml") -> None:
    """Send mixed outcomes of so many pupils."""
    collected.send(results_file(many(collected, number), mixed(number)), name)


def mixed(number: int) -> dict[int, dict[str, str]]:
    """The outcomes of so many pupils, by place."""
    return {place: PLAIN | MIXED[place % len(MIXED)] for place in range(number)}


def former(collected: Collected, year: int, exs_plus: int = 40, gds: int = 10, eligible: int = 60) -> None:
    """What the school had in a former year, the same in every subject."""
    FormerResults.objects.bulk_create(
        FormerResults(
            authority=collected.side.authority,
            school=collected.school,
            year=year,
            subject=subject,
            eligible=eligible,
            exs_plus=exs_plus,
            gds=0 if subject == "science" else gds,
        )
        for subject in ("reading", "writing", "maths", "science")
    )


def _upn(place: int) -> str:
    if place < 100:
        return upn(place)
    return upn(place - 100, la="331")


def _letters(place: int) -> str:
    return "".join(chr(ord("a") + figure) for figure in divmod(place, 26))
