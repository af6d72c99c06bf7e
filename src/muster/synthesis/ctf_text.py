"""A school's file as bytes: a CTF in the manner of its producer, in a zip where the producer makes one."""

import io
import zipfile

from muster.synthesis.full_details import write_after_basics, write_at_end
from muster.synthesis.manners import NAMESPACE, Manner
from muster.synthesis.markup import Markup
from muster.synthesis.returned import ReturnedFile, ReturnedPupil, Row

_ZIP_TIME = (2026, 6, 18, 14, 5, 0)
_ERROR_LIST = "CTF_Error_List.txt"


def file_bytes(file: ReturnedFile) -> bytes:
    """What the school sends."""
    if file.content is not None:
        return file.content
    if file.instead is not None:
        return file_bytes(file.instead)
    content = encoded(ctf_text(file), file.encoding)
    if not file.manner.zipped:
        return content
    return zip_bytes([(file.named_in, content), (_ERROR_LIST, b"No errors were found.\r\n")])


def encoded(text: str, encoding: str) -> bytes:
    """The text in an encoding; characters it lacks become character references."""
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(encoding, "xmlcharrefreplace")


def zip_bytes(members: list[tuple[str, bytes]]) -> bytes:
    """A zip of these members, stored (packing differs between versions of the packing library)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.create_system = 0
            archive.writestr(member, content)
    return buffer.getvalue()


def ctf_text(file: ReturnedFile) -> str:
    """The file as XML text."""
    manner = file.manner
    out = Markup(manner.indent, manner.newline)
    out.line(file.declaration)
    if manner.comment:
        out.line(f"<!-- {manner.comment} -->")
    out.open("CTfile", f' xmlns="{NAMESPACE}"' if manner.namespace else "")
    _write_header(out, file)
    if file.pupils:
        out.open("CTFpupilData")
        for pupil in file.pupils:
            _write_pupil(out, pupil, file)
        out.close("CTFpupilData")
    else:
        out.empty("CTFpupilData")
    out.close("CTfile")
    return out.text()


def _write_header(out: Markup, file: ReturnedFile) -> None:
    manner, school = file.manner, file.school
    out.open("Header")
    out.leaves(
        ("DocumentName", "Common Transfer File"),
        ("CTFversion", file.version),
        ("DateTime", file.created),
        ("DocumentQualifier", "full" if manner.details == "full" else "partial"),
    )
    out.given(("DataDescriptor", file.descriptor))
    out.leaf("SupplierID", manner.supplier)
    out.open("SourceSchool")
    out.given(("LEA", file.source_la), ("Estab", file.source_estab))
    own = file.source_la + file.source_estab == school.number
    out.given(("URN", school.urn if own else ""), ("SchoolName", school.name), ("AcademicYear", file.academic_year))
    out.close("SourceSchool")
    out.open("DestSchool")
    out.leaf("LEA", file.dest_la)
    out.given(("Estab", school.estab if manner.dest_estab == "own" else manner.dest_estab))
    out.close("DestSchool")
    out.close("Header")


def _write_pupil(out: Markup, pupil: ReturnedPupil, file: ReturnedFile) -> None:
    manner = file.manner
    out.open("Pupil")
    if pupil.upn:
        out.leaf("UPN", pupil.upn)
    _write_names(out, pupil, manner)
    if pupil.dob:
        out.leaf("DOB", pupil.dob)
    if pupil.sex:
        out.leaf(manner.sex_tag, pupil.sex)
    _write_basics(out, pupil, manner)
    if file.addresses:
        write_after_basics(out, pupil, file)
    _write_results(out, pupil, manner)
    _write_history(out, pupil, file)
    if manner.details == "full":
        write_at_end(out)
    out.close("Pupil")


def _write_names(out: Markup, pupil: ReturnedPupil, manner: Manner) -> None:
    for tag, name in (("Surname", pupil.surname), ("Forename", pupil.forename)):
        if name:
            out.leaf(tag, name)
        elif manner.empties:
            out.empty(tag)


def _write_basics(out: Markup, pupil: ReturnedPupil, manner: Manner) -> None:
    pairs = [("FormerUPN", pupil.former_upn)]
    if manner.details != "core":
        pairs.append(("PreferredSurname", pupil.surname))
    if manner.details != "core" or pupil.preferred_forename:
        pairs.append(("PreferredForename", pupil.preferred_forename or pupil.forename))
    pairs.append(("NCyearActual", pupil.nc_year))
    if manner.details != "core":
        pairs.append(("Ethnicity", pupil.child.ethnicity))
    pairs.append(("EnrolStatus", pupil.status))
    if not any(text for _, text in pairs):
        return
    out.open("BasicDetails")
    out.given(*pairs)
    if manner.empties:
        out.empty("MiddleNames")
    if manner.details == "full":
        _write_supplement(out, "BasicDetails")
    out.close("BasicDetails")


def _write_supplement(out: Markup, place: str) -> None:
    out.open("SuppInfo")
    out.leaves(("SuppID", "SIMS"), ("Place", place))
    out.close("SuppInfo")


def _write_results(out: Markup, pupil: ReturnedPupil, manner: Manner) -> None:
    rows = pupil.extra[:2] + pupil.rows + pupil.extra[2:] if manner.phonics else pupil.rows + pupil.extra
    if not rows:
        if manner.empties:
            out.empty("StageAssessments")
        return
    out.open("StageAssessments")
    for stage in dict.fromkeys(row.stage for row in rows):
        of_stage = [row for row in rows if row.stage == stage]
        for block in [[row] for row in of_stage] if manner.blocks else [of_stage]:
            _write_key_stage(out, stage, block, manner)
    out.close("StageAssessments")


def _write_key_stage(out: Markup, stage: str, rows: list[Row], manner: Manner) -> None:
    out.open("KeyStage")
    out.leaf("Stage", stage)
    for row in rows:
        out.open("StageAssessment")
        out.leaves(
            ("Locale", "ENG"),
            ("Year", row.year),
            ("Subject", row.subject),
            ("Method", row.method),
            ("Component", row.component),
        )
        if row.status:
            out.leaf("ResultStatus", row.status)
        out.leaf("ResultQualifier", row.qualifier)
        out.leaf("Result", f"\n          {row.result}\n        " if manner.spaced else row.result)
        if row.dated:
            out.leaf("ResultDate", row.dated)
        out.close("StageAssessment")
    out.close("KeyStage")


def _write_history(out: Markup, pupil: ReturnedPupil, file: ReturnedFile) -> None:
    if not (pupil.entry or pupil.leaving):
        return
    school = file.school
    out.open("SchoolHistory")
    if file.manner.details == "full" and pupil.upn[1:8] != school.number:
        _write_earlier_school(out, pupil)
    out.open("School")
    out.leaves(("LEA", file.source_la), ("Estab", file.source_estab), ("SchoolName", school.name))
    out.given(("EntryDate", pupil.entry), ("LeavingDate", pupil.leaving))
    if file.manner.empties and not pupil.leaving:
        out.empty("LeavingDate")
    out.close("School")
    out.close("SchoolHistory")


def _write_earlier_school(out: Markup, pupil: ReturnedPupil) -> None:
    """The school that gave the UPN, which the pupil left when this school's entry date says."""
    out.open("School")
    out.leaves(("LEA", pupil.upn[1:4]), ("Estab", pupil.upn[4:8]))
    out.given(("LeavingDate", pupil.entry), ("LeavingReason", "OT" if pupil.entry else ""))
    out.close("School")
