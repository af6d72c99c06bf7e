"""The demonstration loaded, through the actions that people's own pages use: all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from muster.framework import load_framework
from muster.portal.audit.action import action
from muster.portal.collecting.actions import ask_schools
from muster.portal.collecting.models import Collection
from muster.portal.demonstration.actions import open_accounts
from muster.portal.demonstration.days import BEGUN_BEFORE
from muster.portal.demonstration.feedback import publish_reports
from muster.portal.demonstration.figures import enter_made_up_figures
from muster.portal.demonstration.guard import DEMONSTRATION, LOADED, check_demonstration, loaded
from muster.portal.demonstration.last_year import BEGAN, collect_last_year
from muster.portal.demonstration.office import work_the_season
from muster.portal.demonstration.people import People, acting, add_heads, add_office, add_others
from muster.portal.demonstration.season import YEAR, begin_collection, keep_open
from muster.portal.demonstration.stories import tell_stories
from muster.portal.demonstration.tables import Progress, Size, Tables, make_files, read_tables
from muster.portal.demonstration.two_places import settle_pupils
from muster.portal.foundation import clock
from muster.portal.organisations.actions.authorities import found_authority
from muster.portal.organisations.actions.schools import add_schools
from muster.portal.organisations.models import Authority, School
from muster.portal.rolls.actions import load_history, load_roll
from muster.records import Roll

LA = "330"
NAME = "Marlshire County Council"
_TEAM = {
    "team_email": "data@marlshire.example",
    "team_name": "Data and intelligence team",
    "team_telephone": "01632 960120",
}


def load(folder: Path, size: Size | None = None, progress: Progress | None = None) -> Authority:
    """The made-up authority, loaded from the files in `folder`, which are made where they are not there yet.

    Loaded already, it is given as it is, its collection kept open. Raises Refusal outside demonstration mode, and
    beside an authority that the demonstration did not make.
    """
    check_demonstration()
    known = loaded()
    if known is not None:
        keep_open(known)
        return known
    told = progress or _silent
    if not folder.is_dir():
        make_files(folder, size or Size(), told)
    return _load(folder, told)


def _load(folder: Path, progress: Progress) -> Authority:
    """One transaction: stopped half-way, nothing of it is there."""
    tables, today = read_tables(folder), clock.now()
    with action(DEMONSTRATION) as act:
        with clock.at(BEGAN):
            authority = found_authority(DEMONSTRATION, LA, NAME, **_TEAM)
            schools = _schools(authority, tables)
            people = add_office(authority)
            staff = [*add_heads(schools, tables.schools, progress), *add_others(schools)]
            collect_last_year(authority, schools, acting(people.officer))
        with clock.at(today - BEGUN_BEFORE):
            collection = _begin(authority, schools, tables, people, today, progress)
        tell_stories(collection, schools, folder, acting(people.officer), progress)
        work_the_season(collection, schools, acting(people.officer))
        settle_pupils(collection, schools, acting(people.officer))
        enter_made_up_figures(collection, acting(people.officer))
        publish_reports(collection, acting(people.officer), progress)
        open_accounts(authority, [*people.everybody, *staff], with_code=[people.careful])
        act.record(LOADED, authority, chain=authority.public_id, schools=len(schools), pupils=len(tables.roll))
    progress("Keeping it", 1, 1)
    return authority


def _schools(authority: Authority, tables: Tables) -> list[School]:
    add_schools(DEMONSTRATION, authority, tables.schools)
    found = School.objects.filter(authority=authority).select_related("authority", "trust")
    return list(found.order_by("urn"))


def _begin(
    authority: Authority,
    schools: Sequence[School],
    tables: Tables,
    people: People,
    today: datetime,
    progress: Progress,
) -> Collection:
    """The collection, the expected pupils and earlier years, and the request to every school: the officer's work."""
    officer = acting(people.officer)
    collection = begin_collection(authority, officer, today)
    progress("Loading the roll", 0, len(tables.roll))
    taken_on = load_framework(YEAR).dates.roll_taken
    load_roll(officer, collection, Roll(taken_on=taken_on, entries=tuple(tables.roll)))
    progress("Loading the roll", len(tables.roll), len(tables.roll))
    load_history(officer, authority, tables.history)
    progress("Asking schools", 0, len(schools))
    ask_schools(officer, collection, schools)
    progress("Asking schools", len(schools), len(schools))
    return collection


def _silent(_what: str, _done: int, _of: int) -> None:
    """Nobody is told."""
