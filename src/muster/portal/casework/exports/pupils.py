"""Results by pupil: a row a pupil, what the school sent and the authority put right, and what the roll says."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from muster.formats.export import Cell
from muster.framework import load_framework
from muster.portal.casework.exports.columns import Column, Table
from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.reads.standing import Standing, StandingPupil, pupils_of
from muster.portal.rolls.models import ExpectedPupil
from muster.portal.rolls.reads import characteristics_of

NAME = "Results by pupil"
_NOBODY = IdentityRecord("", "")
_SCHOOL = (
    Column("DfE number", "The school’s LA number and establishment number."),
    Column("URN", "The school’s unique reference number."),
    Column("School", "The school’s name."),
    Column("Return", "How far the school’s return is."),
)
_PUPIL = (
    Column("UPN", "The pupil’s UPN, put right where you have corrected it. Empty once the pupil was erased."),
    Column("Former UPN", "The UPN that the file says the pupil had before."),
    Column("Surname", "The legal surname, put right where you have corrected it."),
    Column("Forename", "The legal forename, put right where you have corrected it."),
    Column("Preferred surname", "As the file has it."),
    Column("Preferred forename", "As the file has it."),
    Column("Date of birth", "Put right where you have corrected it."),
    Column("Sex", "F or M, as the file has it."),
    Column("NC year", "The national curriculum year, as the file has it."),
    Column("Entry date", "When the pupil joined the school, as the file has it."),
    Column("Leaving date", "When the pupil left the school, as the file has it."),
    Column("Counted at another school", "Yes where you settled that another school submits the pupil; else empty."),
)
_OF_ROLL = {
    "sen": Column("SEN", "From the roll you loaded: N none, K support, E education, health and care plan."),
    "first_language": Column("First language", "From the roll you loaded."),
    "fsm": Column("FSM", "From the roll you loaded: free school meals, Y or N."),
    "disadvantaged": Column("Disadvantaged", "From the roll you loaded: Y or N."),
    "ethnicity": Column("Ethnicity", "From the roll you loaded."),
    "gld": Column("GLD", "From the roll you loaded: good level of development, Y or N."),
    "phonics": Column("Phonics", "From the roll you loaded: Wa, Wt or another code."),
}


def columns_of(collection: Collection) -> list[Column]:
    """The columns of this collection's table."""
    labels = [load_framework(collection.year).by_key[key].label for key in _subjects(collection)]
    outcomes = [Column(one.capitalize(), f"The outcome in {one}; empty where the file has none.") for one in labels]
    return [*_SCHOOL, *_PUPIL, *outcomes, *_OF_ROLL.values()]


def pupils_table(
    scope: Scope, collection: Collection, standing: list[Standing], done: Callable[[], object] = lambda: None
) -> Table:
    """The pupils of these schools' results; `done` is called after each school."""
    held = characteristics_of(scope, collection)
    rows = [row for one in standing for row in _school_rows(scope, collection, one, held, done)]
    return Table(NAME, columns_of(collection), rows)


def _school_rows(
    scope: Scope,
    collection: Collection,
    standing: Standing,
    held: Mapping[str, ExpectedPupil],
    done: Callable[[], object],
) -> Iterator[list[Cell]]:
    school = standing.request.school
    state = standing.state.words(collection.authority.name)
    subjects = _subjects(collection)
    for pupil in pupils_of(scope, standing):
        outcomes: list[Cell] = [str(getattr(pupil.row, key)) for key in subjects]
        known = held.get(pupil.child) if pupil.who else None
        of_roll: list[Cell] = [str(getattr(known, name)) if known else "" for name in _OF_ROLL]
        yield [school.number, school.urn, school.name, state, *_pupil_cells(pupil), *outcomes, *of_roll]
    done()


def _pupil_cells(pupil: StandingPupil) -> list[Cell]:
    who, record = pupil.who or _NOBODY, pupil.record
    born: date | str = who.dob or record.dob_text
    return [
        who.upn, who.former_upn, who.surname, who.forename, who.preferred_surname, who.preferred_forename, born,
        who.sex, record.nc_year, pupil.row.entry_date, pupil.row.leaving_date, "Yes" if pupil.is_struck else "",
    ]  # fmt: skip


def _subjects(collection: Collection) -> list[str]:
    framework = load_framework(collection.year)
    return [one.key for one in framework.subjects if collection.science or one.key in framework.scaled]
