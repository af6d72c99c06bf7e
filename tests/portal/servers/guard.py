"""`python guard.py FOLDER SIGNAL USER COMMAND...`: runs a server for as long as the one who started it lives.

The starter holds the other end of standard input. When that closes, however the starter ended, the server is sent
SIGNAL, killed where it does not listen, and FOLDER, which was only the server's, is removed. USER is the number of the
account that the server runs as; "-" is the starter's.
"""

import os
import select
import shutil
import signal
import subprocess
import sys

PATIENCE = 10


def main(folder: str, how: str, user: int | None, command: list[str]) -> int:
    """Run the command; its exit status."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, user=user) as server:
        try:
            while server.poll() is None:
                if select.select([0], [], [], 0.5)[0] and not os.read(0, 1):
                    break
        finally:
            status = _end(server, how)
            shutil.rmtree(folder, ignore_errors=True)
    return status


def _end(server: subprocess.Popen[bytes], how: str) -> int:
    if server.poll() is None:
        server.send_signal(signal.Signals[how])
    try:
        return server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], None if sys.argv[3] == "-" else int(sys.argv[3]), sys.argv[4:]))
