"""The command `muster`: its sub-commands, its exit statuses, and what happens when something goes wrong."""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

import click

from muster import __version__
from muster.cli.console import prepare_streams, to_nowhere
from muster.cli.lazy import CommandPlace, LazyGroup
from muster.cli.trouble import COULD_NOT_RUN

INTERRUPTED = 130

# Windows says EINVAL where others say EPIPE.
_PIPE_ERRORS = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}


class Muster(LazyGroup):
    """The commands of the core and of the portal. Somebody who names a file alone is told how to check it."""

    places: ClassVar = {
        "check": CommandPlace("muster.cli.check_command", "check", "Check results files: what is wrong, and for whom."),
        "rules": CommandPlace("muster.cli.rules_command", "rules", "Show every check there is, and what it says."),
        "convert": CommandPlace("muster.cli.convert_command", "convert", "Make a CTF of a results spreadsheet."),
        "movers": CommandPlace("muster.cli.movers_command", "movers", "Say who submits pupils who changed school."),
        "synthesise": CommandPlace(
            "muster.cli.synthesise_command", "synthesise", "Make up an authority: schools, pupils, files and faults."
        ),
        "report": CommandPlace("muster.cli.report_command", "report", "Make the schools' reports (PDF)."),
        "serve": CommandPlace("muster.cli.portal_commands", "serve", "Portal: serve its pages."),
        "work": CommandPlace("muster.cli.portal_commands", "work", "Portal: do its work in the background."),
        "migrate": CommandPlace("muster.cli.portal_commands", "migrate", "Portal: make its database ready."),
        "sweep": CommandPlace("muster.cli.portal_commands", "sweep", "Portal: do once what waits, and end."),
        "found": CommandPlace("muster.cli.portal_commands", "found", "Portal: begin an authority, with its officer."),
        "rewrap": CommandPlace("muster.cli.portal_commands", "rewrap", "Portal: close its keys with a new key."),
        "audit": CommandPlace("muster.cli.portal_commands", "audit", "Portal: see whether the audit trail is whole."),
    }

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words name; a usage error with a sentence where they name none."""
        if args and args[0] not in self.places and Path(args[0]).exists():
            ctx.fail(f"To check it: muster check {args[0]}")
        return super().resolve_command(ctx, args)


@click.group(cls=Muster, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="muster", message="%(prog)s %(version)s")
def muster() -> None:
    """Check schools' optional key stage 1 results, and say how to put them right."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status.

    0 is done and no errors found, 1 some file has errors, 2 the command could not run, 130 stopped with Ctrl-C.
    """
    prepare_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(lambda: muster.main(arguments, prog_name="muster", standalone_mode=False))
    except (click.Abort, KeyboardInterrupt):
        _say("Stopped.")
        return INTERRUPTED
    except SystemExit:  # click's answer to a reader that has gone
        return _nobody_reads()
    except OSError as fault:
        return _nobody_reads() if fault.errno in _PIPE_ERRORS else _could_not(fault)
    except Exception as fault:  # noqa: BLE001 - whatever escapes, people read a sentence and not a stack trace
        return _fault_of_ours(fault)


def _run(command: Callable[[], object]) -> int:
    try:
        status = command()
        sys.stdout.flush()
    except click.ClickException as fault:
        fault.show()
        return COULD_NOT_RUN
    except click.exceptions.Exit as ended:
        return ended.exit_code
    return status if isinstance(status, int) else 0


def _nobody_reads() -> int:
    to_nowhere()
    return COULD_NOT_RUN


def _could_not(fault: OSError) -> int:
    where = f" ({fault.filename})" if fault.filename else ""
    _say(f"Muster could not go on: {fault.strerror or fault}{where}.")
    return COULD_NOT_RUN


def _fault_of_ours(fault: Exception) -> int:
    if os.environ.get("MUSTER_TRACEBACK"):
        raise fault
    _say(
        f"Muster met a fault of its own ({type(fault).__name__}) and stopped. Nothing is wrong with what you typed. "
        "Please report it; with MUSTER_TRACEBACK=1 set, the command shows where it happened."
    )
    return COULD_NOT_RUN


def _say(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    sys.exit(main())
