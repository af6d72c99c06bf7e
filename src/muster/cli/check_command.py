"""`muster check`: its options. The work is in check_run, imported when there is work to do."""

from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

from muster.cli.options import AUTHORITY, DAY, SCHOOL

_TABLE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


class CheckOptions(TypedDict):
    """The options of `muster check` as they were typed."""

    as_json: bool
    xlsx: Path | None
    xlsx_folder: Path | None
    school: str | None
    la: str | None
    roll: Path | None
    history: Path | None
    schools: Path | None
    roll_date: date | None
    year: int | None
    today: date | None
    science: bool
    details: bool
    whole: bool


@click.command(short_help="Check results files.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file, a line each.")
@click.option("--xlsx", type=_TABLE, help="Also write a workbook with a sheet a school.")
@click.option("--xlsx-folder", type=_FOLDER, help="Also write a workbook a school into this folder, to send back.")
@click.option("--school", type=SCHOOL, help="The school that sends the file, in seven digits (3302001).")
@click.option("--la", type=AUTHORITY, help="The authority that collects (330).")
@click.option("--roll", type=_TABLE, help="The expected pupils: who is missing, who is new.")
@click.option("--history", type=_TABLE, help="Earlier years' results: what has changed.")
@click.option("--schools", type=_TABLE, help="The schools: names, and the numbers they had before.")
@click.option("--roll-date", type=DAY, help="The day the roll was taken, if not the January census day.")
@click.option("--year", type=int, help="The collection's year; if not given, the last collection that has opened.")
@click.option("--today", type=DAY, help="Check as on this day (2026-06-26), if not today.")
@click.option("--science/--no-science", default=True, help="Whether the collection asks for science.")
@click.option("--details", is_flag=True, help="With many files: show every file's answer, not only the summary.")
@click.option("--all", "whole", is_flag=True, help="Cut no list short.")
def check(paths: tuple[Path, ...], **options: Unpack[CheckOptions]) -> int:
    r"""Check results files: what is wrong, for whom, and how to put it right.

    PATH is a Common Transfer File, a results spreadsheet (CSV or XLSX), or a zip of one. It may also be a folder, or
    a zip, of many schools' files: they are then compared with each other too.

    \b
    Exit status: 0 no errors found, 1 some file has errors, 2 the command could not run.
    """
    from muster.cli.check_run import CheckRun

    return CheckRun(options).check(paths)
