"""`muster convert`: its options. The work is in convert_run."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from muster.cli.options import AUTHORITY, ESTABLISHMENT, URN


class ConvertOptions(TypedDict):
    """The options of `muster convert` as they were typed."""

    la: str
    estab: str
    out: Path
    urn: str | None
    name: str | None
    supplier: str
    year: int | None


@click.command(short_help="Make a CTF of a results spreadsheet.")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--la", type=AUTHORITY, required=True, help="The authority's number (330).")
@click.option("--estab", type=ESTABLISHMENT, required=True, help="The school's establishment number (2001).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write in.")
@click.option("--urn", type=URN, help="The school's URN.")
@click.option("--name", help="The school's name.")
@click.option("--supplier", default="Muster", show_default=True, help="Whose file it says it is.")
@click.option("--year", type=int, help="The collection's year; if not given, the last collection that has opened.")
def convert(table: Path, **options: Unpack[ConvertOptions]) -> int:
    r"""Make a Common Transfer File of a results spreadsheet (CSV or XLSX).

    The file gets the name that the authority's systems expect. A file that is there already is never overwritten:
    the new one has the next number.

    \b
    Exit status: 0 the file was written, 1 the spreadsheet cannot be used, 2 the command could not run.
    """
    from muster.cli.convert_run import Conversion

    return Conversion(options).convert(table)
