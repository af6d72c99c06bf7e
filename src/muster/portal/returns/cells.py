"""What may be typed over in a pupil's record: an outcome, who the pupil is, whether the pupil belongs in the file."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from muster.formats.dates import parse_uk
from muster.formats.table_values import sex_of
from muster.formats.upn import check_letter, is_well_formed, tidy_upn
from muster.framework import Framework
from muster.portal.foundation.refusals import Refusal
from muster.records import OutcomeRow, PupilRecord

LEAVE_OUT = "leave_out"
"""The field that takes the pupil out of the return; its one value is LEFT_OUT."""
LEFT_OUT = "yes"
NAMES = ("surname", "forename")
IDENTITY = ("upn", *NAMES, "dob", "sex", "nc_year")
SEXES = ("F", "M")
NC_YEARS = ("R", "1", "2", "3", "4", "5", "6")
_LONGEST_NAME = 100


def is_field(field: str, framework: Framework) -> bool:
    """Whether there is such a field to type over."""
    return field == LEAVE_OUT or field in IDENTITY or field in framework.by_key


def codes_for(subject: str, framework: Framework) -> tuple[str, ...]:
    """The codes that may be chosen for a subject: its own, and those for a pupil who could not be judged."""
    return framework.by_key[subject].codes + framework.absent


def tidied(field: str, value: str, framework: Framework, today: date) -> str:
    """The value as it is kept. Raises Refusal, in words, where the field cannot take it."""
    text = " ".join(value.split())
    if field in framework.by_key:
        return _one_of(text.upper(), codes_for(field, framework), "cell_code_unknown")
    return _TIDY[field](text, today)


def value_of(record: PupilRecord, field: str) -> str:
    """What the record says in the field, as it was written; several outcomes of a subject are listed."""
    if field == LEAVE_OUT:
        return ""
    if field == "dob":
        return record.dob.isoformat() if record.dob else record.dob_text
    if field in IDENTITY:
        return str(getattr(record, field))
    return ", ".join(row.text for row in record.outcomes if row.subject == field)


def with_value(record: PupilRecord, field: str, value: str) -> PupilRecord:
    """The record with a tidied value in the field, and nothing else of it changed; not for LEAVE_OUT."""
    if field == "dob":
        return replace(record, dob=date.fromisoformat(value), dob_text=value)
    if field in IDENTITY:
        return replace(record, **{field: value})
    return replace(record, outcomes=_with_outcome(record, field, value))


def _with_outcome(record: PupilRecord, subject: str, code: str) -> tuple[OutcomeRow, ...]:
    """One row of the subject where its first one stood, with that one's line and date; else behind the others."""
    first = next((row for row in record.outcomes if row.subject == subject), None)
    if first is None:
        return (*record.outcomes, OutcomeRow(subject, code, record.line))
    own = OutcomeRow(subject, code, first.line, first.result_date)
    return tuple(own if row is first else row for row in record.outcomes if row is first or row.subject != subject)


def _one_of(text: str, known: tuple[str, ...], refusal: str) -> str:
    if text not in known:
        raise Refusal(refusal)
    return text


def _upn(text: str, _today: date) -> str:
    upn = tidy_upn(text)
    if not is_well_formed(upn):
        raise Refusal("cell_upn_malformed")
    if upn[0] != check_letter(upn):
        raise Refusal("cell_upn_letter", letter=check_letter(upn))
    return upn


def _name(text: str, _today: date) -> str:
    if not text:
        raise Refusal("cell_name_missing")
    if len(text) > _LONGEST_NAME or not text.isprintable():
        raise Refusal("cell_name_wrong", longest=_LONGEST_NAME)
    return text


def _born(text: str, today: date) -> str:
    day = None if text.isdigit() else parse_uk(text)
    if day is None:
        raise Refusal("cell_date_wrong")
    if day > today:
        raise Refusal("cell_date_future")
    return day.isoformat()


_TIDY: dict[str, Callable[[str, date], str]] = {
    "upn": _upn,
    "surname": _name,
    "forename": _name,
    "dob": _born,
    "sex": lambda text, _: _one_of(sex_of(text), SEXES, "cell_sex_wrong"),
    "nc_year": lambda text, _: _one_of(text.upper(), NC_YEARS, "cell_nc_year_wrong"),
    LEAVE_OUT: lambda text, _: _one_of(text, (LEFT_OUT,), "cell_leave_out_wrong"),
}
