"""What an authority takes away reads back, by our own reader, as what was sent and accepted; formulas stay texts."""

import csv
import hashlib
import io
import zipfile
from codecs import BOM_UTF8
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from muster.formats.limits import Reading
from muster.formats.reference import read_history, read_roll
from muster.formats.results import read_results
from muster.formats.table_text import lines_of, text_rows
from muster.formats.table_workbook import WorkbookBounds, workbook_sheets
from muster.framework import load_framework
from muster.portal.audit.models import Event
from muster.portal.casework.actions.exporting import erase_export, erase_old, record_taken
from muster.portal.casework.exports.columns import as_csv, as_workbook
from muster.portal.casework.exports.findings import COLUMNS
from muster.portal.casework.exports.held import exports_of, pieces_of
from muster.portal.casework.exports.schools import schools_tables
from muster.portal.casework.models import Export, ExportedVersion, ExportPart
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.models import Case
from muster.portal.foundation import clock, leases, work
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.pupils.actions import identify
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.actions.moderating import Asked, send_back
from muster.portal.returns.actions.pupil_answers import Answer, answer_pupils
from muster.portal.returns.models import Confirmation, IdentityCorrection, PupilAnswer, Result
from muster.portal.returns.reads.standing import Which, pupils_of, standing_of
from muster.portal.returns.sealing import close
from muster.records import PupilRecord, ResultsFile
from muster.records.canonical import FORMAT, digest_of, read_signed
from muster.rules import catalogue
from tests.portal.casework.exported import HOSTILE, Exporting, accepted, exporting
from tests.portal.collected import CODES, acting, results_file
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

_Kind, _Form = Export.Kind, Export.Form
READING = Reading(framework=load_framework(2026))


@pytest.fixture
def both(season: Season) -> Exporting:
    return exporting(season)


def said(pupil: PupilRecord) -> tuple[object, ...]:
    """What must come back of a pupil."""
    outcomes = sorted((one.subject, one.text) for one in pupil.outcomes)
    return (pupil.upn, pupil.surname, pupil.forename, pupil.dob, pupil.sex, pupil.nc_year, tuple(outcomes))


def standing_said(both: Exporting, which: Which = Which.ALL) -> list[tuple[object, ...]]:
    """The same of the pupils as they stand in the tables."""
    found: list[tuple[object, ...]] = []
    for one in standing_of(both.scope, both.one.collection, which):
        for pupil in pupils_of(both.scope, one):
            assert pupil.who
            outcomes = [
                (key, code) for key in ("reading", "writing", "maths", "science") if (code := getattr(pupil.row, key))
            ]
            who = pupil.who
            found.append((who.upn, who.surname, who.forename, who.dob, who.sex, "2", tuple(sorted(outcomes))))
    return found


def read(content: bytes, name: str) -> ResultsFile:
    """As our own reader has it."""
    found = read_results(content, name, READING)
    assert found.problems == ()
    return found


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_results_by_pupil_read_back_equal(both: Exporting, form: str, tmp_path: Path) -> None:
    content = both.taken(_Kind.RESULTS, _Form(form))
    found = [said(pupil) for pupil in read(content, f"results.{form}").pupils]
    assert found == standing_said(both)
    assert {one[1] for one in found} >= set(HOSTILE)
    path = tmp_path / f"results.{form}"
    path.write_bytes(content)
    assert [(one.surname, one.sen, one.disadvantaged, one.gld, one.phonics) for one in read_roll(path)] == [
        (one.surname, one.sen, one.disadvantaged, one.gld, one.phonics)
        for one in (*both.one.entries, *both.other.entries)
    ]


def test_no_cell_of_them_becomes_a_formula(both: Exporting) -> None:
    rows = list(csv.reader(io.StringIO(both.taken(_Kind.RESULTS, _Form.CSV).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    with zipfile.ZipFile(io.BytesIO(both.taken(_Kind.RESULTS, _Form.XLSX))) as workbook:
        assert not [name for name in workbook.namelist() if b"<f>" in workbook.read(name)]


def test_only_the_accepted_where_they_alone_are_asked_for(both: Exporting) -> None:
    accepted(both.other, both.season.other_head)
    found = read(both.taken(_Kind.RESULTS, _Form.CSV, accepted_only=True), "a.csv")
    assert {one.surname for one in found.pupils} == set(HOSTILE)


def test_results_by_school_load_again_as_former_years(both: Exporting, tmp_path: Path) -> None:
    by_school, by_subject = schools_tables(both.scope, both.one.collection, Which.ALL)
    assert [row[0] for row in by_school.rows] == ["3302001", "3302002"]
    assert all(len(row) == len(by_school.columns) for row in by_school.rows)
    contents = {"xlsx": as_workbook([by_subject, by_school]), "csv": as_csv(by_subject)}
    for form, content in contents.items():
        path = tmp_path / f"history.{form}"
        path.write_bytes(content)
        loaded = [
            (one.la + one.estab, one.year, one.subject, one.eligible, one.exs_plus, one.gds)
            for one in read_history(path)
        ]
        assert loaded == [(row[0], row[3], row[4], row[5], row[6], row[7]) for row in by_subject.rows]
    reading = sum(codes["reading"] in ("EXS", "GDS") for codes in CODES)
    assert [row[6] for row in by_subject.rows if row[4] == "reading"] == [reading, reading]


def test_findings_have_what_the_school_said_and_what_became_of_it(both: Exporting) -> None:
    both.one.send(results_file(both.one.entries, {1: {"maths": ""}}, without=(5,)))
    left_out = Result.objects.get(version__school_return__request=both.one.request, version__number=1, place=5)
    answer = Answer(child=left_out.child.public_id, kind=PupilAnswer.Kind.OTHER_YEAR)
    answer_pupils(acting(both.season.head), both.one.request, both.one.school_return().revision, [answer])
    content = both.taken(_Kind.FINDINGS, _Form.CSV)
    header, *lines = [cells for _, cells in text_rows(lines_of(content.removeprefix(BOM_UTF8)), ",", 10**6)]
    rows = [dict(zip(header, cells, strict=True)) for cells in lines]
    stands = {(row["Check"], row["Where it stands"], row["The school says"]) for row in rows}
    assert ("C01", "Settled", "Will finish key stage 1 in another year") in stands
    assert [row["Where it stands"] for row in rows if row["How urgent"] == "Must be put right"] == ["Open"]
    bounds = WorkbookBounds(sent=10**7, parts=10**8, cells=10**6)
    first = next(workbook_sheets(both.taken(_Kind.FINDINGS, _Form.XLSX), bounds))
    filled = [[*cells, *[""] * (len(COLUMNS) - len(cells))] for _, cells in first]
    assert filled == [header, *lines]


def shared(both: Exporting) -> None:
    """The other school sends the first school's first pupil too, and the case is found."""
    also = replace(both.one.entries[0], estab=both.season.other_school.estab)
    both.other.send(results_file((also, *both.other.entries)), by=both.season.other_head)
    look(both.one.collection)


def test_findings_have_pupils_whom_two_schools_sent_for_officers_with_the_other_school(both: Exporting) -> None:
    shared(both)
    content = both.taken(_Kind.FINDINGS, _Form.CSV).removeprefix(BOM_UTF8)
    header, *lines = [cells for _, cells in text_rows(lines_of(content), ",", 10**6)]
    rows = [dict(zip(header, cells, strict=True)) for cells in lines]
    told = [(row["DfE number"], row["Check"], row["UPN"], row["Also sent by"]) for row in rows if row["Check"] == "X01"]
    ours, theirs, number = both.season.school, both.season.other_school, both.one.entries[0].upn
    assert told == [
        (ours.number, "X01", number, f"{theirs.number} {theirs.name}"),
        (theirs.number, "X01", number, f"{ours.number} {ours.name}"),
    ]
    assert {row["Where it stands"] for row in rows if row["Check"] == "X01"} == {"For you to settle"}
    assert not [row for row in rows if row["Check"] != "X01" and row["Also sent by"]]


def test_what_is_settled_of_them_is_no_row(both: Exporting) -> None:
    shared(both)
    case = Case.objects.get()
    decide(acting(both.season.officer), case, case.revision, Decision(both.season.school.public_id, "So agreed."))
    assert b"X01" not in both.taken(_Kind.FINDINGS, _Form.CSV)


def test_what_a_school_gets_of_them_has_nothing_of_the_other_school(both: Exporting) -> None:
    shared(both)
    with zipfile.ZipFile(io.BytesIO(both.taken(_Kind.CHECKS, _Form.ZIP))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    bounds = WorkbookBounds(sent=10**7, parts=10**8, cells=10**6)
    for school, other in (
        (both.season.school, both.season.other_school),
        (both.season.other_school, both.season.school),
    ):
        (sheet,) = workbook_sheets(found[f"{school.urn}_KS1 checks.xlsx"], bounds)
        cells = [cell for _, row in sheet for cell in row]
        assert catalogue()["X01"].title in cells
        assert not [cell for cell in cells if other.name in cell or cell == other.number]


def ctfs(content: bytes) -> dict[str, ResultsFile]:
    """The files of a zip of CTFs, read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: read(archive.read(name), name) for name in archive.namelist()}


def test_ctfs_are_of_accepted_schools_and_read_back_equal(both: Exporting) -> None:
    accepted(both.other, both.season.other_head)
    (name, found), *more = ctfs(both.taken(_Kind.CTFS, _Form.ZIP)).items()
    assert (name, more) == ("3302002_CTF_330LLLL_001.xml", [])
    assert [said(pupil) for pupil in found.pupils] == standing_said(both, Which.ACCEPTED)
    assert (found.header.source_urn, found.header.dest_la) == ("100002", "330")


def test_what_changed_alone_with_its_serial_raised(both: Exporting) -> None:
    accepted(both.one, both.season.head)
    first = both.taken(_Kind.CTFS, _Form.ZIP)
    accepted(both.other, both.season.other_head)
    correct_a_name(both)
    changed = ctfs(both.taken(_Kind.CTFS, _Form.ZIP, changed_only=True))
    assert sorted(changed) == ["3302001_CTF_330LLLL_002.xml", "3302002_CTF_330LLLL_001.xml"]
    assert changed["3302001_CTF_330LLLL_002.xml"].pupils[0].surname == "Corrected"
    assert both.taken(_Kind.CTFS, _Form.ZIP, changed_only=True) == b""
    with (
        zipfile.ZipFile(io.BytesIO(first)) as one,
        zipfile.ZipFile(io.BytesIO(both.taken(_Kind.CTFS, _Form.ZIP))) as all_,
    ):
        assert sorted(all_.namelist()) == sorted(changed)
        assert one.namelist() == ["3302001_CTF_330LLLL_001.xml"]


def test_what_was_made_and_never_downloaded_counts_as_not_taken(both: Exporting) -> None:
    accepted(both.one, both.season.head)
    made = both.made(_Kind.CTFS, _Form.ZIP)
    again = both.taken(_Kind.CTFS, _Form.ZIP, changed_only=True)
    assert both.content(made) == again
    assert set(ExportedVersion.objects.values_list("serial", flat=True)) == {1}


def correct_a_name(both: Exporting) -> None:
    """As an officer puts a surname right after the school has signed."""
    version = both.one.school_return().confirmed
    row = Result.objects.select_related("identity", "authority").get(version=version, place=0)
    after = IdentityRecord("Corrected", "Ada", upn=both.one.entries[0].upn, dob=both.one.entries[0].dob, sex="F")
    (identity,) = identify(acting(both.season.officer), both.season.authority, [after])
    made = IdentityCorrection(
        authority=row.authority, result=row, before=row.identity, after=identity, fields=["surname"], by_name="O"
    )
    made.sealed = close(made, "reason", "As the birth certificate has it.", vault_of(row.authority.public_id))
    made.save()


def archive_of(both: Exporting) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(both.taken(_Kind.ARCHIVE, _Form.ZIP)))


def test_the_archive_holds_the_year_and_its_sums_are_right(both: Exporting) -> None:
    accepted(both.other, both.season.other_head)
    with archive_of(both) as archive:
        names = set(archive.namelist())
        for line in archive.read("MANIFEST.sha256").decode().splitlines():
            made, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == made
            names.remove(name)
        assert names == {"MANIFEST.sha256"}
        sent = archive.read("received/100001/001.xml")
        assert [one.surname for one in read(sent, "a.xml").pupils] == [one.surname for one in both.one.entries]
        assert "ctf/3302002_CTF_330LLLL_001.xml" in archive.namelist()
        assert "return.confirmed" in archive.read("log/Log.csv").decode()
        assert both.season.authority.name in archive.read("README.txt").decode()


def test_the_archive_has_the_questions_with_their_pupils(both: Exporting) -> None:
    confirmed(both.other, both.season.other_head)
    about = Result.objects.filter(version__school_return__request=both.other.request).latest("pk").child.public_id
    seen = both.other.school_return().revision
    send_back(acting(both.season.officer), both.other.request, seen, [Asked("=Is this right?", about)])
    with archive_of(both) as archive:
        lines = list(lines_of(archive.read("findings/Questions.csv").removeprefix(BOM_UTF8)))
    (_, header), (_, row) = text_rows(lines, ",", 10**6)
    said = dict(zip(header, row, strict=True))
    assert (said["URN"], said["Question"], said["Answer"]) == ("100002", "=Is this right?", "")
    assert said["Pupil"] == f"Finn {HOSTILE[5]}"


def test_a_confirmation_can_be_verified_from_the_archive_alone(both: Exporting) -> None:
    accepted(both.other, both.season.other_head)
    receipt = Confirmation.objects.get().receipt
    with archive_of(both) as archive:
        signed = archive.read(f"confirmations/100002/{receipt}.signed")
        (row,) = csv.DictReader(io.StringIO(archive.read("confirmations/Confirmations.csv").decode("utf-8-sig")))
        lines = archive.read(f"confirmations/100002/{receipt}.leaves.jsonl").decode().splitlines()
        log = archive.read("log/Log.csv").decode()
    assert digest_of(signed) == row["SHA-256"]
    assert row["SHA-256"] in log
    leaves = [hashlib.sha256(f"{FORMAT} pupil\n{line}".encode()).hexdigest() for line in lines]
    assert sorted(leaves) == sorted(read_signed(signed).leaves)


def test_a_worker_killed_in_the_middle_starts_again(both: Exporting, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = both.ask(_Kind.ARCHIVE, _Form.ZIP)
    monkeypatch.setattr(
        "muster.portal.casework.exports.archive.Writer.end", lambda _: (_ for _ in ()).throw(SystemExit)
    )
    with pytest.raises(SystemExit):
        work.do("exports", asked.public_id)
    assert (ExportPart.objects.count(), Export.objects.get().finished_at) == (0, None)
    monkeypatch.undo()
    with clock.at(clock.now() + leases.LEASE + timedelta(seconds=1)):
        assert work.do("exports", asked.public_id)
    assert Export.objects.get().is_there


def test_the_same_asked_for_twice_is_made_once_and_another_waits(both: Exporting) -> None:
    asked = both.ask(_Kind.RESULTS, _Form.XLSX)
    assert both.ask(_Kind.RESULTS, _Form.XLSX) == asked
    with pytest.raises(Refusal, match="export_under_way"):
        both.ask(_Kind.RESULTS, _Form.CSV)
    with pytest.raises(Refusal, match="export_under_way"):
        both.ask(_Kind.RESULTS, _Form.XLSX, by=both.season.manager)
    assert Event.objects.filter(verb="export.asked").count() == 1


def test_what_is_not_offered_is_refused(both: Exporting) -> None:
    with pytest.raises(Refusal, match="export_not_offered"):
        both.ask(_Kind.CTFS, _Form.XLSX)


def test_a_file_is_kept_closed_and_goes_after_its_days(both: Exporting) -> None:
    export = both.made(_Kind.RESULTS, _Form.CSV)
    assert export.erase_at is not None
    with clock.at(export.erase_at - timedelta(minutes=1)):
        assert erase_old() == 0
    with clock.at(export.erase_at):
        assert erase_old() == 1
    gone = Export.objects.select_related("authority").get()
    assert not gone.is_there
    assert b"".join(pieces_of(both.scope, gone)) == b""
    with pytest.raises(Refusal, match="export_gone"):
        record_taken(acting(both.season.officer), gone)
    with pytest.raises(Refusal, match="export_gone"):
        erase_export(acting(both.season.officer), gone)


def test_nobody_of_another_authority_reaches_an_export(both: Exporting, season: Season) -> None:
    export = both.made(_Kind.RESULTS, _Form.CSV)
    twin = Scope(Level.AUTHORITY, season.twin.authority.public_id)
    assert not exports_of(twin, both.one.collection)
    assert list(pieces_of(twin, export)) == []
    assert standing_of(twin, both.one.collection) == []


def test_no_event_names_a_pupil(both: Exporting) -> None:
    both.taken(_Kind.ARCHIVE, _Form.ZIP)
    said_of_exports = [str(event.facts) for event in Event.objects.filter(verb__startswith="export.")]
    assert len(said_of_exports) == 3
    assert CANARY not in str(said_of_exports)
