"""The portal's commands: each does its work, or says in a sentence why it cannot."""

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, connections

from muster.cli import main as cli
from muster.portal.audit.models import Event
from muster.portal.config import commands, readiness
from muster.portal.foundation.crypto import KeyFault
from tests.portal.foundation.processes import done, free_port, of_its_own

pytestmark = pytest.mark.django_db


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit status of the command, and what it said."""
    status = cli.main(arguments)
    said = capsys.readouterr()
    return status, " ".join((said.out + said.err).split())


def test_a_new_installation_is_made_ready_and_its_trail_begins(tmp_path: Path) -> None:
    environment = of_its_own(tmp_path / "data")
    refused = done(environment, "serve", "--port", str(free_port()))
    assert refused.returncode == 2
    assert "muster migrate" in refused.stderr
    assert "The database is ready" in done(environment, "migrate").stdout
    assert "already" in done(environment, "migrate").stdout
    verified = done(environment, "audit", "verify")
    assert verified.returncode == 0
    assert "1 events, all as they were written" in verified.stdout
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_without_its_environment_it_says_what_is_missing(tmp_path: Path) -> None:
    environment = of_its_own(tmp_path)
    del environment["MUSTER_KEYS"]
    refused = done(environment, "work")
    assert refused.returncode == 2
    assert "MUSTER_KEYS" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_where_the_portal_is_not_installed_it_says_how_to_install_it(capsys: pytest.CaptureFixture[str]) -> None:
    with patch.dict(sys.modules, {"django": None, "muster.portal.config.starting": None}):
        status, said = run("serve", capsys=capsys)
    assert status == 2
    assert "muster[portal]" in said


def test_help_needs_no_django() -> None:
    asked = "import sys; from muster.cli.main import main; main(['--help']); print('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8").stdout
    assert "Portal: serve its pages." in said
    assert said.endswith("False\n")


def test_a_sweep_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run("sweep", capsys=capsys)
    assert status == 0
    assert said.startswith("Done: 0. Not done, to be tried again: 0. Chores: ")


def test_migrating_records_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "migrations_waiting", lambda: 3)
    monkeypatch.setattr(commands, "call_command", lambda *_args, **_options: None)
    assert "3 steps" in commands.migrate()
    assert Event.objects.get().verb == "database.migrated"


def test_a_trail_that_was_changed_gives_status_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "migrations_waiting", lambda: 1)
    monkeypatch.setattr(commands, "call_command", lambda *_args, **_options: None)
    commands.migrate()
    Event.objects.update(verb="nothing.happened")
    monkeypatch.setattr(readiness, "migrations_waiting", lambda: 0)
    status, said = run("audit", "verify", capsys=capsys)
    assert status == 1
    assert "Event 1 is not as it was written" in said


@pytest.mark.parametrize("command", ["serve", "work", "sweep"])
def test_a_lost_key_stops_every_command(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost() -> None:
        raise KeyFault("The key 'k1' is not in MUSTER_KEYS.")

    monkeypatch.setattr(readiness, "check_keys", lost)
    status, said = run(command, capsys=capsys)
    assert (status, said) == (2, "The key 'k1' is not in MUSTER_KEYS.")


def test_a_database_that_is_away_stops_every_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("password Okazqxfor")

    monkeypatch.setattr(connection, "ensure_connection", away)
    status, said = run("sweep", capsys=capsys)
    assert status == 2
    assert "cannot be reached" in said
    assert "zqx" not in said


def test_a_port_in_use_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, said = run("serve", "--port", str(taken.getsockname()[1]), capsys=capsys)
    assert status == 2
    assert "is used by another program" in said


@pytest.mark.parametrize(("ended", "status"), [(0, 0), (3, 3), (None, 0)])
def test_serving_ends_with_the_servers_status(
    ended: int | None, status: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, Any]] = []

    def runs(server: Any) -> None:  # noqa: ANN401 - a class of the module's own
        given.append(server._options)
        raise SystemExit(ended)

    monkeypatch.setattr(commands._Server, "run", runs)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    port = free_port()
    assert run("serve", "--port", str(port), capsys=capsys)[0] == status
    assert given[0]["bind"] == f"127.0.0.1:{port}"


def test_the_server_is_given_our_settings_and_our_application() -> None:
    from muster.portal.config import gunicorn
    from muster.portal.config.wsgi import application

    server = commands._Server(gunicorn.options("127.0.0.1:8000"))
    assert server.cfg.threads == gunicorn.THREADS
    assert server.load() is application


def test_working_ends_with_status_0(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from muster.portal.foundation import worker

    monkeypatch.setattr(worker, "run", lambda: None)
    assert run("work", capsys=capsys)[0] == 0
