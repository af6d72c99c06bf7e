"""A group of commands whose modules are imported only when one is called: help must answer at once."""

from importlib import import_module
from typing import ClassVar, NamedTuple

import click


class CommandPlace(NamedTuple):
    """Where a command lives (module and attribute), and what it does in one line."""

    module: str
    attribute: str
    says: str


class LazyGroup(click.Group):
    """Commands by name, imported when called or when their own help is asked for."""

    places: ClassVar[dict[str, CommandPlace]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """The commands' names, in the order in which people meet them."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click calls it
        """The command with this name, imported now; None where there is none."""
        place = self.places.get(cmd_name)
        if place is None:
            return None
        command = getattr(import_module(place.module), place.attribute)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click calls it
        """The list of commands in the help, written without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.says) for name, place in self.places.items()])
