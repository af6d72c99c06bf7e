"""The rules on a pupil's identity (P01 to P15)."""

from collections import defaultdict
from collections.abc import Iterator

from muster.formats.names import is_plain_name
from muster.formats.upn import is_temporary, la_number
from muster.framework import local_authorities
from muster.records import Facts
from muster.rules.pupil_view import PupilView
from muster.rules.registry import Found, rule
from muster.rules.return_view import ReturnView

_MOST_UPNS_NAMED = 12


@rule("P01")
def upn_missing(given: ReturnView) -> Iterator[Found]:
    """The UPN is missing."""
    for pupil in given.pupils:
        if not pupil.upn:
            yield Found(pupil=pupil)


@rule("P02")
def upn_malformed(given: ReturnView) -> Iterator[Found]:
    """The UPN has not the shape of one."""
    for pupil in given.pupils:
        if pupil.upn and not pupil.well_formed:
            yield Found(pupil=pupil, value=pupil.record.upn, facts={"upn": pupil.record.upn})


@rule("P03")
def upn_letter(given: ReturnView) -> Iterator[Found]:
    """The check letter is not the one that the digits call for."""
    for pupil in given.pupils:
        if pupil.well_formed and pupil.upn[0] != pupil.true_letter:
            yield Found(pupil=pupil, value=pupil.upn, facts={"upn": pupil.upn, "letter": pupil.true_letter})


@rule("P04")
def upn_temporary(given: ReturnView) -> Iterator[Found]:
    """The UPN is a temporary one."""
    for pupil in given.pupils:
        if pupil.well_formed and is_temporary(pupil.upn):
            yield Found(pupil=pupil, value=pupil.upn, facts={"upn": pupil.upn})


@rule("P05")
def upn_repeated(given: ReturnView) -> Iterator[Found]:
    """The UPN stands on more than one pupil of the file."""
    for pupil in given.pupils:
        if given.listed[pupil.upn] > 1:
            yield Found(pupil=pupil, value=pupil.upn, facts={"upn": pupil.upn, "count": given.listed[pupil.upn]})


@rule("P06")
def same_child(given: ReturnView) -> Iterator[Found]:
    """Two pupils have the same name and date of birth, and different UPNs."""
    upns: dict[str, set[str]] = defaultdict(set)
    for pupil in given.pupils:
        if pupil.upn and pupil.same_child:
            upns[pupil.same_child].add(pupil.upn)
    alike = {child: tuple(sorted(found)[:_MOST_UPNS_NAMED]) for child, found in upns.items() if len(found) > 1}
    for pupil in given.pupils:
        if pupil.upn and pupil.same_child in alike:
            yield Found(pupil=pupil, facts={"upns": alike[pupil.same_child]})


@rule("P07")
def nameless(given: ReturnView) -> Iterator[Found]:
    """Surname and forename are both missing."""
    for pupil in given.pupils:
        if not pupil.record.surname and not pupil.record.forename:
            yield Found(pupil=pupil)


@rule("P08")
def birth_date(given: ReturnView) -> Iterator[Found]:
    """The date of birth is missing, not a date, or in the future."""
    for pupil in given.pupils:
        written, born = pupil.record.dob_text, pupil.record.dob
        if born is None:
            yield Found(
                pupil=pupil, value=written or None, variant="" if written else "missing", facts={"dob": written}
            )
        elif born > given.context.today:
            yield Found(pupil=pupil, value=born.isoformat(), variant="future", facts={"dob": born.isoformat()})


@rule("P09")
def born_outside(given: ReturnView) -> Iterator[Found]:
    """The date of birth is outside the cohort's normal range; not in the future (P08), nor of another year (P10)."""
    dates = given.framework.dates
    for pupil in given.pupils:
        born = pupil.record.dob
        if born is None or born > given.context.today or _of_another_year(pupil, given):
            continue
        if not dates.born_from <= born <= dates.born_to:
            facts: Facts = {
                "dob": born.isoformat(),
                "from": dates.born_from.isoformat(),
                "to": dates.born_to.isoformat(),
            }
            yield Found(pupil=pupil, value=born.isoformat(), facts=facts)


@rule("P10")
def another_year(given: ReturnView) -> Iterator[Found]:
    """The NC year is given, and is not the collection's."""
    for pupil in given.pupils:
        if _of_another_year(pupil, given):
            facts: Facts = {"year": pupil.nc_year, "wanted": given.framework.nc_year}
            yield Found(pupil=pupil, value=pupil.record.nc_year, facts=facts)


@rule("P11")
def sex(given: ReturnView) -> Iterator[Found]:
    """Sex is missing, or neither M nor F."""
    for pupil in given.pupils:
        if pupil.sex is None:
            written = pupil.record.sex
            yield Found(
                pupil=pupil, value=written or None, variant="" if written else "missing", facts={"sex": written}
            )


@rule("P12")
def upn_authority(given: ReturnView) -> Iterator[Found]:
    """The UPN's LA number never issued UPNs."""
    authorities = local_authorities()
    for pupil in given.pupils:
        if pupil.well_formed and not authorities.issued_upns(la_number(pupil.upn)):
            yield Found(pupil=pupil, value=pupil.upn, facts={"upn": pupil.upn, "la": la_number(pupil.upn)})


@rule("P13")
def left_early(given: ReturnView) -> Iterator[Found]:
    """The pupil left this school before the test period began."""
    for pupil in given.pupils:
        if given.left_before_tests(pupil):
            left = pupil.record.leaving_date
            day = left.isoformat() if left is not None and left < given.test_period_from else ""
            facts: Facts = {
                "left": day,
                "status": pupil.record.enrol_status,
                "from": given.test_period_from.isoformat(),
            }
            yield Found(
                pupil=pupil, value=day or pupil.record.enrol_status, variant="" if day else "status", facts=facts
            )


@rule("P14")
def odd_characters(given: ReturnView) -> Iterator[Found]:
    """A name holds characters that names do not have."""
    for pupil in given.pupils:
        odd = [name for name in (pupil.record.surname, pupil.record.forename) if name and not is_plain_name(name)]
        if odd:
            yield Found(pupil=pupil, value=", ".join(odd), facts={"names": tuple(odd)})


@rule("P15")
def one_name(given: ReturnView) -> Iterator[Found]:
    """Only one of surname and forename is given."""
    for pupil in given.pupils:
        if bool(pupil.record.surname) != bool(pupil.record.forename):
            missing = "forename" if pupil.record.surname else "surname"
            yield Found(pupil=pupil, value=pupil.label, facts={"missing": missing})


def _of_another_year(pupil: PupilView, given: ReturnView) -> bool:
    return pupil.nc_year not in ("", given.framework.nc_year)
