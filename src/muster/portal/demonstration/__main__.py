"""What `script/demo` runs: the demonstration loaded (once), served on this machine alone, with its accounts printed."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import click

import muster
from muster.portal.demonstration import running
from muster.portal.demonstration.installation import settle

_COULD_NOT_RUN = 2


@click.command()
@click.option("--folder", default="var/demo", type=click.Path(path_type=Path), help="Where the demonstration lives.")
@click.option("--port", default=8000, type=click.IntRange(1, 65_535), envvar="PORT", help="The port; else PORT.")
@click.option("--schools", default=300, type=click.IntRange(1, 500), help="How many schools it has.")
@click.option("--pupils", default=15_000, type=click.IntRange(1), help="How many pupils are on its January roll.")
def demonstrate(folder: Path, port: int, schools: int, pupils: int) -> None:
    """Load the demonstration once, and serve it until Ctrl-C."""
    running.stop_when_told()
    try:
        _demonstrate(folder.absolute(), port, schools, pupils)
    except running.Stopped:
        _say("\nThe demonstration has ended. Start it again with script/demo: everything in it is kept.")
    except running.RunFault as fault:
        _say(str(fault))
        sys.exit(_COULD_NOT_RUN)


def _demonstrate(folder: Path, port: int, schools: int, pupils: int) -> None:
    _check_port(port)
    _make_ready(folder, port)
    said = _loaded(folder, schools, pupils)
    serve = running.muster("serve", "--host", running.HOST, "--port", str(port))
    commands = {folder / "serve.log": serve, folder / "work.log": running.muster("work")}

    def ready() -> None:
        click.echo(f"\n{said}\nPress Ctrl-C to end.")

    running.run(commands, port, ready)


def _make_ready(folder: Path, port: int) -> None:
    """The folder, of this version, with keys and a database; another version's demonstration is made anew."""
    made_by = folder / "made-by"
    if made_by.exists() and made_by.read_text(encoding="utf-8").strip() != muster.__version__:
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settle(os.environ, folder, port)
    done = subprocess.run(running.muster("migrate"), stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise running.RunFault("The demonstration's database could not be made ready. Why stands above.")
    made_by.write_text(f"{muster.__version__}\n", encoding="utf-8")


def _loaded(folder: Path, schools: int, pupils: int) -> str:
    """Load the demonstration where it is not there yet; the accounts, in words."""
    import django

    django.setup()
    from muster.portal.demonstration.accounts import accounts, said
    from muster.portal.demonstration.loading import load
    from muster.portal.demonstration.tables import Size
    from muster.portal.foundation.refusals import Refusal

    try:
        authority = load(folder / "authority", Size(schools, pupils), _Told())
    except Refusal as refusal:
        raise running.RunFault(refusal.sentence) from refusal
    return said(accounts(authority), os.environ["MUSTER_ADDRESS"])


def _check_port(port: int) -> None:
    """Before a minute's work, not after it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((running.HOST, port))
        except OSError as fault:
            raise running.RunFault(
                f"Port {port} is used by another program. Choose another: PORT=8001 script/demo"
            ) from fault


class _Told:
    """Says on standard error what is being done: on a terminal how far it is, elsewhere a line for each step."""

    def __init__(self) -> None:
        self._what = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{what}: {done * 100 // max(of, 1)} %", nl=False, err=True)
        elif what != self._what:
            _say(f"{what}.")
        self._what = what


def _say(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    demonstrate()
