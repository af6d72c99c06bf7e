"""`muster rules`: the catalogue, for people and for programs."""

import click

from muster.cli.clock import today


@click.command(short_help="Show every check.")
@click.option("--json", "as_json", is_flag=True, help="Print the catalogue as one JSON array.")
@click.option("--year", type=int, help="The collection's year; if not given, the last collection that has opened.")
def rules(as_json: bool, year: int | None) -> None:
    """Show every check there is: what it looks for, how much it asks of a school, and what it says."""
    from muster.cli.collection import framework_for
    from muster.cli.rules_text import catalogue_json, catalogue_text
    from muster.rules import rules_of

    framework = framework_for(year, today())
    held = rules_of(framework.year)
    click.echo(catalogue_json(held) if as_json else "\n".join(catalogue_text(held, framework)))
