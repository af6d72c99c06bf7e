"""What each kind of table has: its columns in plain words, the headings by which they are known, those it needs."""

from collections.abc import Mapping

import msgspec

from muster.formats.reference_columns import HISTORY_COLUMNS, ROLL_COLUMNS, SCHOOLS_COLUMNS
from muster.formats.table_columns import PUPIL_COLUMNS, SCHOOL_COLUMNS, Aliases
from muster.portal.rolls.models import TableKind

_SCHOOL = {
    "dfe": "School’s number, 7 figures",
    "la": "LA number, 3 figures",
    "estab": "School’s number within the LA, 4 figures",
    "urn": "URN",
}
_BY_SCHOOL = ("dfe", "estab", "urn")


class TableColumns(msgspec.Struct, frozen=True):
    """The columns of a kind of table: ours in plain words, in order; their headings; of each group one is needed.

    `wanted` is the column that tells this kind of table from others.
    """

    words: Mapping[str, str]
    aliases: Aliases
    needed: tuple[tuple[str, ...], ...]
    wanted: str

    def missing(self, columns: Mapping[str, object]) -> list[str]:
        """What the table lacks with these columns, in words."""
        groups = [group for group in self.needed if not any(name in columns for name in group)]
        return [" or ".join(self.words[name] for name in group) for group in groups]


_ROLL = {
    **_SCHOOL,
    "upn": "UPN",
    "surname": "Surname",
    "forename": "First name",
    "dob": "Date of birth",
    "sex": "Sex",
    "nc_year": "National curriculum year",
    "sen": "Special educational needs (N, K or E)",
    "first_language": "First language",
    "fsm": "Free school meals (Y or N)",
    "disadvantaged": "Disadvantaged (Y or N)",
    "ethnicity": "Ethnicity",
    "entry_date": "Date of entry",
    "leaving_date": "Date of leaving",
    "enrol_status": "Enrolment status",
    "gld": "Good level of development (Y or N)",
    "phonics": "Phonics (Wa or Wt)",
}
_HISTORY = {
    **_SCHOOL,
    "year": "Year",
    "subject": "Subject",
    "eligible": "Pupils who were eligible",
    "exs_plus": "Of these, at the expected standard or above",
    "gds": "Of these, at greater depth",
}
_SCHOOLS = {
    **_SCHOOL,
    "name": "Name",
    "phase": "Phase",
    "type": "Type",
    "trust": "Trust",
    "mis": "Management information system",
    "email": "Main e-mail address",
    **{f"area_{number}": f"Area {number}" for number in range(1, 21)},
    "ward": "Ward",
    "district": "District",
    "predecessor": "Numbers of schools that it replaced",
    "predecessor_la": "LA number of the school that it replaced",
    "predecessor_estab": "Number within the LA of the school that it replaced",
    "predecessor_urn": "URN of the school that it replaced",
    "opened": "Date of opening",
    "closed": "Date of closing",
}
_PEOPLE = {
    "name": "Full name",
    "forename": "First name",
    "surname": "Surname",
    "email": "Their own e-mail address",
    "role": "What they may do",
    **_SCHOOL,
}
_PEOPLE_ALIASES: Aliases = {
    "name": ("name", "fullname", "staffname", "contactname"),
    "forename": PUPIL_COLUMNS["forename"],
    "surname": PUPIL_COLUMNS["surname"],
    "email": ("email", "emailaddress", "ownemail", "ownemailaddress", "workemail", "mail"),
    "role": ("role", "access", "permission", "maydo", "whattheymaydo", "jobrole", "rights"),
    **{name: SCHOOL_COLUMNS[name] for name in _SCHOOL},
}

KINDS: dict[str, TableColumns] = {
    TableKind.ROLL: TableColumns(
        _ROLL,
        {**ROLL_COLUMNS, "urn": SCHOOL_COLUMNS["urn"]},
        (_BY_SCHOOL, ("upn",), ("surname",), ("forename",)),
        "upn",
    ),
    TableKind.HISTORY: TableColumns(
        _HISTORY,
        {**HISTORY_COLUMNS, "urn": SCHOOL_COLUMNS["urn"]},
        (_BY_SCHOOL, ("year",), ("subject",), ("eligible",), ("exs_plus",), ("gds",)),
        "eligible",
    ),
    TableKind.SCHOOLS: TableColumns(
        _SCHOOLS,
        SCHOOLS_COLUMNS,
        (("dfe", "estab"), ("urn",), ("name",)),
        "urn",
    ),
    TableKind.PEOPLE: TableColumns(
        _PEOPLE, _PEOPLE_ALIASES, (("name", "surname"), ("email",), ("role",), _BY_SCHOOL), "email"
    ),
}
