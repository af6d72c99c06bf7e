"""`muster movers`: its options. The work is in movers_run."""

from datetime import date
from pathlib import Path

import click

from muster.cli.options import Days

_LONGEST = 62
"""Days of a test period: each of them may have to be supposed, for each date that is not known."""


@click.command(short_help="Say who submits pupils who changed school.")
@click.argument("spells", metavar="SPELLS", type=click.Path(path_type=Path))
@click.option(
    "--test-period", type=Days(_LONGEST), help="First and last day (2026-05-01/2026-05-31), if not the year's."
)
@click.option("--year", type=int, help="The collection's year; if not given, the last collection that has opened.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a pupil, a line each.")
def movers(spells: Path, test_period: tuple[date, date] | None, year: int | None, as_json: bool) -> int:
    r"""Say who submits each pupil who changed school, by which rule, with the days counted.

    SPELLS is a table (CSV or XLSX) with a row for each time of a pupil at a school: pupil, la, estab, entry_date,
    leaving_date, participating (Y or N), and registration (main or dual) where a pupil is on two rolls.

    \b
    Exit status: 0 every pupil is settled, 1 for some pupil something is still needed, 2 the command could not run.
    """
    from muster.cli.movers_run import MoversRun

    return MoversRun(test_period, year).tell(spells, as_json=as_json)
