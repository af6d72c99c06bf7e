"""`muster convert` at work: a results table read, tidied, and written as a CTF."""

from collections import Counter
from pathlib import Path

import click
from msgspec.structs import replace

from muster.checking import check
from muster.cli.clock import now
from muster.cli.collection import framework_for
from muster.cli.console import say, tell, wrapped
from muster.cli.convert_command import ConvertOptions
from muster.cli.trouble import CannotRun, why_not
from muster.formats.ctf_writer import write_ctf
from muster.formats.filename import expected_name
from muster.formats.limits import Reading
from muster.formats.results import read_results
from muster.formats.upn import is_well_formed, tidy_upn
from muster.framework import CodeKind, Framework
from muster.records import CheckContext, Header, Kind, OutcomeRow, PupilRecord, Severity, SubmittingSchool
from muster.rules import run_rules, view_return
from muster.rules.causes import counted
from muster.rules.pupil_view import view_pupil
from muster.rules.subject_reading import tidy_code

_LAST_SERIAL = 999
# Of the file as a whole, these say that there is nothing in it to write.
_NOTHING_TO_WRITE = ("F01", "F02", "F03", "F04", "F05", "F12")


class Conversion:
    """From tables of one school to its CTFs."""

    def __init__(self, options: ConvertOptions) -> None:
        made = now()
        la, estab = options["la"], options["estab"]
        self._out = options["out"]
        self.framework = framework_for(options["year"], made.date())
        school = SubmittingSchool(la, estab, options["urn"], options["name"])
        self._context = CheckContext(today=made.date(), year=self.framework.year, school=school)
        self._header = Header(
            version=self.framework.ctf.written,
            created=made.replace(tzinfo=None),
            academic_year=self.framework.ctf.academic_year,
            supplier=options["supplier"],
            source_la=la,
            source_estab=estab,
            source_urn=options["urn"] or "",
            source_name=options["name"] or "",
            dest_la=la,
            dest_estab="LLLL",
        )

    def convert(self, table: Path) -> int:
        """Write the table's pupils as a CTF, and say so; the exit status."""
        pupils = self._read(table)
        if pupils is None:
            return 1
        content = write_ctf(self._header, pupils, self.framework)
        path = self._write(content, self._out)
        say(f"Written: {path} ({counted(len(pupils), 'pupil')})")
        self._say_what_is_wrong(content, path)
        return 0

    def _read(self, table: Path) -> list[PupilRecord] | None:
        """The table's pupils, tidied; None, with the reason said, where it holds none to write."""
        try:
            content = table.read_bytes()
        except OSError as fault:
            raise CannotRun(why_not(fault, table)) from fault
        file = read_results(content, str(table), Reading(framework=self.framework))
        if file.kind is Kind.CTF:
            tell(f"{table} is a Common Transfer File already.")
            return None
        answer = run_rules(view_return(file, self._context, self.framework))
        refused = [finding for finding in answer.findings if finding.rule in _NOTHING_TO_WRITE]
        for finding in refused:
            tell(f"{table}: {finding.message} {finding.advice}")
        return None if refused else [tidied(pupil, self.framework) for pupil in file.pupils]

    def _write(self, content: bytes, out: Path) -> Path:
        """Write under the first name that is free; never over another file."""
        la = self._header.source_la
        try:
            out.mkdir(parents=True, exist_ok=True)
            for serial in range(1, _LAST_SERIAL + 1):
                path = out / expected_name(la, self._header.source_estab, la, serial)
                try:
                    with path.open("xb") as file:
                        file.write(content)
                except FileExistsError:
                    continue
                return path
        except OSError as fault:
            raise CannotRun(why_not(fault, out)) from fault
        raise CannotRun(f"{out} holds {_LAST_SERIAL} files of this school already. Choose another folder.")

    def _say_what_is_wrong(self, content: bytes, path: Path) -> None:
        answer = check(content, path.name, self._context)
        numbers = Counter(finding.severity for finding in answer.findings)
        if not numbers[Severity.ERROR] and not numbers[Severity.QUERY]:
            return
        parts = f"{numbers[Severity.ERROR]:,} to put right and {numbers[Severity.QUERY]:,} to explain"
        click.echo(wrapped(f"Things in it: {parts}. To see them: muster check {path}"))


def tidied(pupil: PupilRecord, framework: Framework) -> PupilRecord:
    """A pupil as other systems expect to read it: UPN, sex and the codes that are known in their usual form.

    What cannot be understood stays as it is: the check names it.
    """
    upn = tidy_upn(pupil.upn)
    outcomes = tuple(_tidied_row(row, framework) for row in pupil.outcomes)
    sex = view_pupil(pupil, framework, ()).sex or pupil.sex
    return replace(pupil, upn=upn if is_well_formed(upn) else pupil.upn, sex=sex, outcomes=outcomes)


def _tidied_row(row: OutcomeRow, framework: Framework) -> OutcomeRow:
    code = tidy_code(row.text)
    known = bool(code) and framework.kind_of(code, row.subject) is CodeKind.ACCEPTED
    return replace(row, text=code) if known else row
