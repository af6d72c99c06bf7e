"""The pupils of the spreadsheet that a school fills in."""

from muster.formats.names import fold
from muster.formats.template_workbook import TemplatePupil
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Return
from muster.portal.returns.reads.expected import Doubt, Pupil, YourPupils, your_pupils
from muster.portal.returns.reads.results import PupilResult, results_of

_SUBJECTS = ("reading", "writing", "maths", "science")


def pupils_to_fill_in(scope: Scope, school_return: Return) -> list[TemplatePupil]:
    """Whom the school should send, by name: those whom it sent last, with their outcomes, and those still expected.

    Those whom it has said to be gone are left out; who is erased too. Somebody listed twice is listed twice.
    """
    listed = your_pupils(scope, school_return, elsewhere=frozenset())
    sent = results_of(scope, school_return.version) if school_return.version else []
    gone = {one.child for one in listed.everybody if one.doubt in (Doubt.SENT, Doubt.SENT_THERE)}
    years = {one.child: one.nc_year for one in listed.expected}
    rows = [_of_result(one, years.get(one.child, "")) for one in sent if one.who and one.child not in gone]
    return sorted([*rows, *_still_expected(listed)], key=lambda one: (fold(one.surname), fold(one.forename)))


def _still_expected(listed: YourPupils) -> list[TemplatePupil]:
    return [
        _of_roll(one)
        for one in listed.expected
        if not one.is_sent and (not one.is_answered or one.doubt is Doubt.STILL_YOURS)
    ]


def _of_roll(pupil: Pupil) -> TemplatePupil:
    who = pupil.who
    if who is None:
        return TemplatePupil()
    return TemplatePupil(
        upn=who.upn,
        surname=who.surname,
        forename=who.forename,
        dob=who.dob,
        sex=who.sex,
        nc_year=pupil.nc_year,
        entry=pupil.entry,
    )


def _of_result(pupil: PupilResult, nc_year: str) -> TemplatePupil:
    who = pupil.who
    if who is None:
        return TemplatePupil()
    return TemplatePupil(
        upn=who.upn,
        surname=who.surname,
        forename=who.forename,
        dob=who.dob,
        sex=who.sex,
        nc_year=nc_year,
        entry=pupil.row.entry_date,
        outcomes={subject: getattr(pupil.row, subject) for subject in _SUBJECTS},
    )
