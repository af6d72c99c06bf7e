"""A worker is killed while it sends a mail: another has sent it within 45 seconds, and only once.

Two real processes of `muster work` and a real mail server, which leaves whichever takes the mail without an answer.
Each round kills that one later.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.portal.foundation.processes import done, of_its_own, running, wait_for
from tests.portal.servers.smtp import HOST, MailServer

MOST = 45.0
AFTER = (0.0, 3.0, 6.0)
"""Seconds after which a round's worker is killed. The mail server's silence is given up after ten."""

_PATIENCE = 120.0


def seconds_until_sent(environment: dict[str, str], mails: MailServer, folder: Path, after: float) -> float:
    """How long after the kill the mail was marked as sent, by the other of two workers."""
    from muster.portal.outbox.models import Mail

    logs = [folder / f"{place} {after}" for place in ("first", "second")]
    with running(environment, "work", log=logs[0]) as first, running(environment, "work", log=logs[1]) as second:
        for log in logs:
            wait_for(log, "Working.")
        with socket.create_server((HOST, mails.port)) as listening:  # takes connections and says nothing
            mail = queue_mail()
            with listening.accept()[0]:
                time.sleep(after)
                kill(holder_of(Mail.objects.get(pk=mail).lease_owner, [first, second]))
                killed = time.monotonic()
        mails.up()
        wait_until(lambda: Mail.objects.filter(pk=mail, finished_at__isnull=False).exists())
        return time.monotonic() - killed


def holder_of(owner: str, workers: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """The worker whose process the lease names."""
    return next(worker for worker in workers if owner.split(":")[1] == str(worker.pid))


def kill(worker: subprocess.Popen[bytes]) -> None:
    """Kill -9, as a machine out of memory does."""
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def queue_mail() -> int:
    """Put a mail into the outbox, with the queue's nudge; its number."""
    from muster.portal.outbox.actions import send

    return int(send("password_changed", ("ann@hill.example", "Ann")).pk)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until it holds; raises TimeoutError after two minutes."""
    until = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)


def main() -> int:
    """Kill in several rounds and tell the slowest; 1 where one took too long or sent twice."""
    with tempfile.TemporaryDirectory() as given:
        folder, mails = Path(given), MailServer()
        environment = of_its_own(folder / "data") | {"MUSTER_MAIL": f"{mails.address}?tls=none"}
        done(environment, "migrate").check_returncode()
        os.environ.update(environment)
        from muster.portal.config.starting import prepare

        prepare()
        waits, sent = [], []
        for after in AFTER:
            waits.append(seconds_until_sent(environment, mails, folder, after))
            sent.append(len(mails.received))
            mails.down()
    print(f"  seconds of each: {', '.join(f'{wait:.1f}' for wait in waits)}")
    print(f"killed workers: {len(AFTER)} workers")
    print(f"slowest to finish a killed worker's item: {max(waits):.1f} s")
    print(f"mails sent for {len(AFTER)} queued: {sent[-1]} mails")
    return int(max(waits) > MOST or sent != list(range(1, len(AFTER) + 1)))


if __name__ == "__main__":
    sys.exit(main())
