"""The commands of the portal: their options. The portal is imported when one is called, and may not be installed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

import click

from muster.cli.console import say
from muster.cli.trouble import CannotRun

_PORT = click.IntRange(1, 65_535)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option("--port", default=8000, type=_PORT, envvar="PORT", show_default=True, help="The port; else PORT.")
@click.option("--processes", default=2, type=click.IntRange(1, 64), show_default=True, help="Processes that serve.")
@click.option("--behind-proxy", is_flag=True, help="A proxy in front receives each request whole.")
def serve(host: str, port: int, processes: int, behind_proxy: bool) -> int:
    """Serve the portal's pages."""
    with _portal() as portal:
        return _until_it_ends(lambda: portal.serve(host, port, behind_proxy=behind_proxy, processes=processes))


@click.command()
def work() -> int:
    """Do the portal's work in the background: mails, and whatever waits."""
    with _portal() as portal:
        return _until_it_ends(portal.work)


@click.command()
def migrate() -> None:
    """Make the database ready for this version."""
    with _portal() as portal:
        say(portal.migrate())


@click.command()
def sweep() -> None:
    """Do once what waits in the background, and end."""
    with _portal() as portal:
        say(portal.sweep())


@click.command()
@click.option("--la", required=True, metavar="NUMBER", help="The authority's number, three figures.")
@click.option("--name", required=True, help="The authority's name, as schools know it.")
@click.option("--team-email", required=True, metavar="ADDRESS", help="The data team's address.")
@click.option("--team-telephone", default="", metavar="NUMBER", help="The data team's telephone.")
@click.option("--officer", required=True, metavar="NAME", help="The first data officer's name.")
@click.option("--officer-email", required=True, metavar="ADDRESS", help="The officer's own address: a link goes there.")
@click.option("--operator", default="", metavar="NAME", help="Who looks after the installation, if somebody else.")
@click.option("--operator-email", default="", metavar="ADDRESS", help="The operator's own address.")
def found(  # noqa: PLR0913 - one option a detail
    la: str,
    name: str,
    team_email: str,
    team_telephone: str,
    officer: str,
    officer_email: str,
    operator: str,
    operator_email: str,
) -> None:
    """Begin an authority with its first data officer, who is sent a link to choose a password."""
    people = [(officer, officer_email), (operator, operator_email)]
    with _portal() as portal:
        say(portal.found(la, name, (team_email, team_telephone), *people[: 2 if operator or operator_email else 1]))


@click.command()
def rewrap() -> None:
    """Close every data key with the first key of MUSTER_KEYS; the others may then go."""
    with _portal() as portal:
        say(portal.rewrap())


@click.group()
def audit() -> None:
    """See whether the audit trail is whole."""


@audit.command()
@click.option("--head", default="", metavar="SEAL", help="A seal noted from an earlier run: it must still be there.")
def verify(head: str) -> int:
    """Check every chain from its first event to its end; exit status 1 where one is not as it was written."""
    with _portal() as portal:
        said = list(portal.verify_audit(head))
        for sentence, _whole in said:
            say(sentence)
    return 0 if all(whole for _sentence, whole in said) else 1


@contextmanager
def _portal() -> Iterator[ModuleType]:
    """The portal, started; a sentence and exit status 2 where it is not installed or cannot run."""
    from muster.portal.config.environment import EnvironmentFault

    try:
        # By name: the commands of the core must not need what only the portal needs.
        starting = import_module("muster.portal.config.starting")
        starting.prepare()
        portal = import_module("muster.portal.config.commands")
    except ModuleNotFoundError as fault:
        raise CannotRun(_not_installed(fault)) from fault
    except EnvironmentFault as fault:
        raise CannotRun(str(fault)) from fault
    try:
        yield portal
    except starting.CannotStart as fault:
        raise CannotRun(str(fault)) from fault


def _not_installed(fault: ModuleNotFoundError) -> str:
    return (
        f"The portal is not installed here (there is no {fault.name}). Install Muster with the extra [portal]:"
        ' pip install "muster[portal]"'
    )


def _until_it_ends(run: Callable[[], object]) -> int:
    """Run something that ends by leaving the process; its exit status."""
    try:
        run()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0
