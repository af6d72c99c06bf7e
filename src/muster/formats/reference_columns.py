"""The headings of the tables that an authority keeps, our own and those of the national register (GIAS)."""

from muster.formats.table_columns import PUPIL_COLUMNS, SCHOOL_COLUMNS, Aliases

_SCHOOL: Aliases = {name: SCHOOL_COLUMNS[name] for name in ("la", "estab", "dfe")}
_AREAS = 20
"""So many columns area_1, area_2, ... are read."""

ROLL_COLUMNS: Aliases = {
    **_SCHOOL,
    **{name: PUPIL_COLUMNS[name] for name in ("upn", "surname", "forename", "dob", "sex", "entry_date")},
    **{name: PUPIL_COLUMNS[name] for name in ("leaving_date", "enrol_status")},
    "nc_year": (*PUPIL_COLUMNS["nc_year"], *PUPIL_COLUMNS["nc_year_group"]),
    "sen": ("sen", "senprovision", "senstatus", "senneed"),
    "first_language": ("firstlanguage", "language", "firstlanguagecode", "homelanguage"),
    "fsm": ("fsm", "freeschoolmeals", "fsmeligible", "eligibleforfreeschoolmeals"),
    "disadvantaged": ("disadvantaged", "pupilpremium", "pp", "disadvantage"),
    "ethnicity": ("ethnicity", "ethniccode", "ethnicgroup"),
    "gld": ("gld", "goodlevelofdevelopment"),
    "phonics": ("phonics", "phonicscheck", "phonicsoutcome", "phonicsresult"),
}

HISTORY_COLUMNS: Aliases = {
    **_SCHOOL,
    "year": ("year", "collectionyear", "academicyear"),
    "subject": ("subject",),
    "eligible": ("eligible", "eligiblepupils", "pupils", "cohort"),
    "exs_plus": ("exsplus", "exs", "expected", "exsorabove"),
    "gds": ("gds", "greaterdepth", "higher"),
}

SCHOOLS_COLUMNS: Aliases = {
    **{name: SCHOOL_COLUMNS[name] for name in ("la", "estab", "dfe", "urn")},
    "name": ("name", *SCHOOL_COLUMNS["school"]),
    "phase": ("phase", "phaseofeducationname", "phaseofeducation"),
    "type": ("type", "schooltype", "typeofestablishmentname", "typeofestablishment"),
    "trust": ("trust", "trustname", "trustsname", "multiacademytrust", "mat"),
    "mis": ("mis", "managementinformationsystem", "system"),
    "email": ("email", "emailaddress", "mainemail", "schoolemail"),
    "head": ("head", "headteacher", "headname", "headteachername"),
    "head_title": ("headtitlename", "headtitle"),
    "head_forename": ("headfirstname",),
    "head_surname": ("headlastname",),
    "predecessor": ("predecessorlaestab", "predecessor", "predecessors", "predecessordfe"),
    "predecessor_la": ("previouslacode",),
    "predecessor_estab": ("previousestablishmentnumber",),
    "predecessor_urn": ("predecessorurn",),
    "opened": ("opened", "opendate", "openingdate"),
    "closed": ("closed", "closedate", "closingdate"),
    "ward": ("administrativewardname", "ward"),
    "district": ("districtadministrativename", "district"),
    **{f"area_{number}": (f"area{number}",) for number in range(1, _AREAS + 1)},
}
SPELL_COLUMNS: Aliases = {
    **_SCHOOL,
    "pupil": ("pupil", "pupilid", "pupilnumber", *PUPIL_COLUMNS["upn"]),
    **{name: PUPIL_COLUMNS[name] for name in ("entry_date", "leaving_date")},
    "participating": ("participating", "participates", "takespart", "takingpart"),
    "registration": ("registration", "registrationtype", "enrolstatus", "enrolmentstatus"),
}
AREA_COLUMNS = (*(f"area_{number}" for number in range(1, _AREAS + 1)), "ward", "district")

_NUMBER = (("dfe", "la"), ("dfe", "estab"))
ROLL_NEEDED = (*_NUMBER, ("upn",), ("surname",), ("forename",))
HISTORY_NEEDED = (*_NUMBER, ("year",), ("subject",), ("eligible",), ("exs_plus",), ("gds",))
SCHOOLS_NEEDED = (*_NUMBER, ("name",))
SPELL_NEEDED = (("pupil",), *_NUMBER, ("entry_date",), ("participating",))
"""Of each group a table must have one column."""
