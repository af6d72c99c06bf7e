"""A made-up roll of the season's schools, loaded by its officer."""

from datetime import date

import msgspec

from muster.portal.collecting.actions.collections import draft_collection
from muster.portal.collecting.models import Collection
from muster.portal.collecting.terms import terms_of_year
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.models import Authority
from muster.portal.rolls.actions import RollLoaded, load_roll
from muster.records import Roll, RollEntry

OFFICER = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
CENSUS_DAY = date(2026, 1, 15)
ADA = RollEntry(
    la="330",
    estab="2001",
    upn="K330200125001",
    surname="Okazqxfor",
    forename="Ada",
    dob=date(2019, 3, 14),
    sex="F",
    nc_year="2",
    sen="K",
    first_language="ENG",
    fsm="Y",
    disadvantaged="Y",
    ethnicity="WBRI",
    entry_date=date(2023, 9, 4),
    leaving_date=None,
    enrol_status="C",
    gld="N",
    phonics="Wa",
)
EVE = msgspec.structs.replace(ADA, upn="P330200125002", forename="Eve", sen="", phonics="")
IBE = msgspec.structs.replace(EVE, upn="", forename="Ibe", estab="2002", dob=date(2018, 11, 2))
ALL = (ADA, EVE, IBE)


def but(entry: RollEntry, **other: object) -> RollEntry:
    return msgspec.structs.replace(entry, **other)


def collection_of(authority: Authority) -> Collection:
    return draft_collection(OFFICER, authority, 2026, terms_of_year(2026))


def load(collection: Collection, *entries: RollEntry, taken_on: date = CENSUS_DAY, only: bool = False) -> RollLoaded:
    return load_roll(OFFICER, collection, Roll(taken_on, entries), only_schools_named=only)
