"""`muster report`: reports for the schools of a folder."""

from datetime import date
from pathlib import Path

import click

from muster.cli.options import DAY

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(short_help="Make the schools' reports.")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--out", type=_FOLDER, required=True, help="The folder for the reports.")
@click.option("--year", type=int, help="The collection's year; if not given, the last collection that has opened.")
@click.option("--today", type=DAY, help="Make them as on this day (2026-07-13), if not today.")
@click.option("--science/--no-science", default=True, help="Whether the collection asks for science.")
@click.option("--authority", is_flag=True, help="Also make a summary of each authority's schools together.")
@click.option("--publication", is_flag=True, help="Also make the edition for publication, without small numbers.")
@click.option(
    "--xlsx", "workbooks", is_flag=True, help="Also give each report as a workbook (XLSX), its figures as numbers."
)
def report(folder: Path, out: Path, year: int | None, today: date | None, *, science: bool, **also: bool) -> int:
    r"""Make a summary and a pupil-level report (PDF) for each school whose results stand in DIR.

    DIR holds a folder "returns" with a results file for each school, and where there are any roll.csv, history.csv and
    schools.csv (or .xlsx), as `muster synthesise` makes them. The schools' own results together are what each school
    is compared with, beside the national figures as last published. --authority puts them together and side by side in
    a summary; with --publication that has an edition without small numbers too.

    \b
    Exit status: 0 every report made, 1 some file could not be used, 2 the command could not run.
    """
    from muster.cli.report_run import Kinds, make_reports

    return make_reports(folder, out, Kinds(**also), year=year, today=today, science=science)
