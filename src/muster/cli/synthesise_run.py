"""`muster synthesise` at work: a made-up authority written, and what it holds said."""

from pathlib import Path

from muster.cli.console import progress, say
from muster.cli.trouble import CannotRun, why_not
from muster.framework import FrameworkError
from muster.rules.causes import counted
from muster.synthesis import SynthesisError, synthesise


def make_authority(  # noqa: PLR0913 - one for each option
    out: Path, *, schools: int, pupils: int, seed: int, faults: float, duplicates: float, year: int, la: str
) -> None:
    """Make the authority in the folder `out`; raises CannotRun where that is not possible."""
    try:
        with progress(schools, f"Making {counted(schools, 'school')}") as told:
            made = synthesise(
                out,
                schools=schools,
                pupils=pupils,
                seed=seed,
                faults=faults,
                duplicates=duplicates,
                year=year,
                la=la,
                progress=told,
            )
    except (SynthesisError, FrameworkError) as fault:
        raise CannotRun(str(fault)) from fault
    except OSError as fault:
        raise CannotRun(why_not(fault, out)) from fault
    say(
        f"{counted(made.schools, 'school')}, {counted(made.pupils, 'pupil')} on the January roll, "
        f"{made.returned:,} in the schools' files, {counted(made.faults, 'fault')} planted."
    )
    tables = "schools.csv, truth.csv, duplicates.csv" if duplicates else "schools.csv, truth.csv"
    say(f"In {out}: returns, roll.csv, history.csv, {tables}.")
