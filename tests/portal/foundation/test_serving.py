"""`muster serve`: nobody's drips hold up another, and nothing personal stands in its log."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gunicorn.http.errors import NoMoreData

from muster.portal.config import gunicorn, patience
from muster.portal.config.patience import PatientSocket
from muster.portal.foundation import reader
from tests.portal.foundation.dripping import Drip, answer_of
from tests.portal.foundation.processes import free_port, on_the_tests_database, running, wait_for


@pytest.mark.django_db(transaction=True)
def test_two_that_drip_leave_a_third_served_and_the_log_says_little(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    environment = on_the_tests_database() | {"PORT": str(port)}
    with running(environment, "serve", "--processes", "1", log=log):
        wait_for(log, "Booting worker")
        drips = [Drip(port), Drip(port)]
        for drip in drips:
            drip.start()
        assert answer_of(port, "/?surname=Okazqxfor").startswith(b"HTTP/1.1 200")
        assert answer_of(port, "/in/AbCzqx_Secret/").startswith(b"HTTP/1.1 404")
        assert not any(drip.was_turned_away.is_set() for drip in drips)
        for drip in drips:
            drip.stop()
    said = log.read_text(encoding="utf-8")
    assert '"GET /" 200' in said
    assert '"GET /in/…/" 404' in said
    assert "zqx" not in said


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    near, far = socket.socketpair()
    yield near, far
    near.close()
    far.close()


Line = tuple[socket.socket, socket.socket]


def alone() -> bool:
    """Nobody else waits."""
    return False


def test_what_is_sent_fast_enough_is_received(line: Line) -> None:
    near, far = line
    far.sendall(b"abc")
    assert PatientSocket(near, alone).recv(10) == b"abc"


def test_who_sends_nothing_within_the_grace_is_given_up(line: Line) -> None:
    with pytest.raises(NoMoreData):
        PatientSocket(line[0], alone, grace=0.01).recv(10)


def test_who_drips_beyond_the_grace_is_given_up_though_more_comes(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = line
    patient = PatientSocket(near, alone, grace=10)
    start = time.monotonic()
    far.sendall(b"abc")
    patient.recv(1)
    monkeypatch.setattr(time, "monotonic", lambda: start + 10.5)
    with pytest.raises(NoMoreData):
        patient.recv(1)
    patient.begin()
    assert patient.recv(1) == b"b"


def test_what_came_earns_more_time(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = line
    patient = PatientSocket(near, alone, grace=10)
    start = time.monotonic()
    far.sendall(b"x" * patience.BYTES_A_SECOND)
    patient.recv(patience.BYTES_A_SECOND)
    far.sendall(b"y")
    monkeypatch.setattr(time, "monotonic", lambda: start + 10.5)
    assert patient.recv(1) == b"y"


def test_where_others_wait_there_is_less_grace(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = line
    patient = PatientSocket(near, lambda: True)
    start = time.monotonic()
    far.sendall(b"abc")
    monkeypatch.setattr(time, "monotonic", lambda: start + patience.GRACE_IN_A_CROWD + 0.1)
    with pytest.raises(NoMoreData):
        patient.recv(1)


def test_behind_a_proxy_each_process_takes_one_request() -> None:
    assert gunicorn.options("[::1]:8000", behind_proxy=True)["worker_class"] == "sync"


def test_readers_begin_and_end_with_their_process() -> None:
    gunicorn.begin_work(None)
    with reader._Of.readers.lent() as one:
        assert one.is_fit
    gunicorn.end_readers(None, None)
    assert not one.is_fit
