"""`muster synthesise`: a made-up authority."""

from pathlib import Path

import click

from muster.cli.options import AUTHORITY


@click.command(short_help="Make up an authority.")
@click.option("--schools", type=click.IntRange(min=1), default=300, show_default=True, help="How many schools.")
@click.option("--pupils", type=click.IntRange(min=1), default=15_000, show_default=True, help="How many pupils.")
@click.option("--seed", type=int, default=2026, show_default=True, help="The same seed makes the same authority.")
@click.option(
    "--faults", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="The share of pupils with a fault."
)
@click.option(
    "--duplicates",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="The share of pupils whom, or somebody like whom, a second school sends too.",
)
@click.option("--year", type=int, default=2026, show_default=True, help="The collection's year.")
@click.option("--la", type=AUTHORITY, default="330", show_default=True, help="The authority's number.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to make.")
def synthesise(  # noqa: PLR0913 - one for each option
    schools: int, pupils: int, seed: int, faults: float, duplicates: float, year: int, la: str, out: Path
) -> None:
    """Make up an authority: for demonstrations, tests and training, without one real child.

    The folder holds a file a school under returns, with roll.csv, history.csv and schools.csv for `muster check`, and
    truth.csv with every fault that was planted. With --duplicates there is duplicates.csv as well, with every pair of
    pupils who are, or only seem to be, one child.
    """
    from muster.cli.synthesise_run import make_authority

    make_authority(
        out, schools=schools, pupils=pupils, seed=seed, faults=faults, duplicates=duplicates, year=year, la=la
    )
