"""What a full transfer file holds beside the results: addresses, contacts, attendance, all of it made up.

The collection does not need it; a reader must pass it by.
"""

from muster.synthesis.draws import Draws
from muster.synthesis.markup import Markup
from muster.synthesis.names import words
from muster.synthesis.returned import ReturnedFile, ReturnedPupil

_STREETS = words("""
Abbot Lane, Bramble Way, Canal Street, Dove Close, Elder Road, Foundry Street, Granary Court, Hawthorn Drive
""")
_RELATIONS = (("Mrs", "PAM"), ("Mr", "PAF"))


def write_after_basics(out: Markup, pupil: ReturnedPupil, file: ReturnedFile) -> None:
    """What stands between a pupil's basic details and the results; a partial file has the address only."""
    draws = Draws("details", pupil.child.upn)
    full = file.manner.details == "full"
    if full:
        _write_needs(out, pupil)
    _write_address(out, draws, file)
    if full:
        _write_telephone(out, draws)
        _write_contacts(out, pupil, draws)
        _write_attendance(out, file, draws)


def write_at_end(out: Markup) -> None:
    """The supplier's own block at the end of a pupil."""
    out.open("SuppInfo")
    out.leaves(("SuppID", "SIMS"), ("Result", "not a result"))
    out.close("SuppInfo")


def _write_needs(out: Markup, pupil: ReturnedPupil) -> None:
    sen = pupil.child.sen
    if pupil.child.fsm == "Y":
        out.open("FSMhistory")
        out.open("FSMinstance")
        out.leaves(("FSMstartDate", pupil.child.entry.isoformat()), ("UKcountry", "ENG"))
        out.close("FSMinstance")
        out.close("FSMhistory")
    if sen != "N":
        out.open("SENhistory")
        out.open("SEN")
        out.leaves(("StartDate", pupil.child.entry.isoformat()), ("SENprovision", sen))
        out.close("SEN")
        out.close("SENhistory")


def _write_address(out: Markup, draws: Draws, file: ReturnedFile) -> None:
    out.open("Address")
    out.open("BS7666Address")
    out.leaves(
        ("PAON", str(draws.between(1, 240))), ("Street", draws.pick(_STREETS)), ("Locality", file.school.areas[0])
    )
    out.leaves(("Town", f"{file.school.areas[1]}town"), ("UniquePropertyReferenceNumber", f"{draws.below(10**9):012d}"))
    out.close("BS7666Address")
    out.leaves(("County", "Exampleshire"), ("PostCode", f"ZZ{draws.between(1, 99)} {draws.between(1, 9)}ZZ"))
    out.close("Address")


def _write_telephone(out: Markup, draws: Draws) -> None:
    out.open("Phones")
    out.open("Phone")
    out.leaves(("TelephoneType", "H"), ("PhoneNo", f"01632 960{draws.below(1000):03d}"))
    out.close("Phone")
    out.close("Phones")


def _write_contacts(out: Markup, pupil: ReturnedPupil, draws: Draws) -> None:
    out.open("Contacts")
    for order, (title, relation) in enumerate(_RELATIONS, start=1):
        out.open("Contact")
        sex = "F" if title == "Mrs" else "M"
        out.leaves(("Order", str(order)), ("Title", title), ("Surname", pupil.child.surname))
        out.leaves(
            ("Forename", pupil.child.community.forename(draws, sex)), ("Gender", sex), ("Relationship", relation)
        )
        out.leaf("Responsibility", "true")
        out.open("Address")
        out.leaf("AddressAsPupil", "true")
        out.close("Address")
        _write_telephone(out, draws)
        out.leaf("Email", f"contact{draws.below(10**6)}@family.example")
        out.open("SuppInfo")
        out.leaf("SuppID", "SIMS")
        out.close("SuppInfo")
        out.close("Contact")
    out.close("Contacts")


def _write_attendance(out: Markup, file: ReturnedFile, draws: Draws) -> None:
    out.open("Attendance")
    year = int(file.academic_year) - 1
    for earlier in (year, year + 1):
        attended = draws.between(330, 380)
        out.open("YearData")
        out.leaves(("Year", str(earlier)), ("LEA", file.school.la), ("Estab", file.school.estab))
        out.leaves(("SchoolName", file.school.name), ("SessionsPossible", "380"), ("SessionsAttended", str(attended)))
        out.leaves(("SessionsAuthorised", str(380 - attended)), ("SessionsUnauthorised", "0"))
        out.close("YearData")
    out.close("Attendance")
