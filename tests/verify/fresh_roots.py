"""script/demo and script/test work alone, first, on a bare Debian: a fresh root, a clean clone, nothing else installed.

Needs root and debootstrap. Package mirrors, certificates and pip settings are this machine's, copied at run time.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT

SUITES = ("bookworm", "trixie")
COMMANDS = ("script/demo", "script/test")
# The demonstration serves until it is stopped: once its accounts are printed, two of them sign in, and then Ctrl-C.
_DEMONSTRATION = """
touch demo.out
script/demo >demo.out & demo=$!
until grep -q "Press Ctrl-C" demo.out; do kill -0 "$demo" 2>/dev/null || exit 1; sleep 1; done
status=0
.venv/bin/python -m tests.verify.signing_in 8000 demo.out || status=$?
kill -INT "$demo"
wait "$demo" && exit "$status"
"""
_CLONE = "srv/muster"
_CERTIFICATES = "etc/this-machines-certificates.pem"
# Mounts die with the namespace, so that nothing is left mounted whatever happens inside.
_INSIDE = 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && exec chroot "$1" /bin/sh -c "cd /$2 && $3"'


def debian_mirror() -> str | None:
    """The mirror this machine takes Debian from, None where it does not say."""
    for source in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
        text = source.read_text(encoding="utf-8") if source.is_file() else ""
        if match := re.search(r"^(?:URIs:|deb(?: \[.*?\])?) *(\S+/debian)/? *(?:\s|$)", text, re.MULTILINE):
            return match[1]
    return None


def make_root(suite: str, folder: Path) -> None:
    """The smallest Debian of a suite, with this machine's ways to its mirrors."""
    mirror = debian_mirror()
    subprocess.run(
        ["debootstrap", "--variant=minbase", suite, folder, *([mirror] if mirror else [])],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.copytree("/etc/apt/apt.conf.d", folder / "etc/apt/apt.conf.d", dirs_exist_ok=True)
    for settings in ("/etc/pip.conf", "/etc/resolv.conf", "/etc/hosts"):
        if Path(settings).is_file():
            shutil.copy(settings, folder / settings.lstrip("/"))
    if certificates := os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE"):
        shutil.copy(certificates, folder / _CERTIFICATES)


def environment() -> dict[str, str]:
    """What a command inside is told: how to reach the mirrors, and nothing else of this machine's."""
    told = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    told |= {name: value for name, value in os.environ.items() if name in {"PIP_INDEX_URL", "PIP_DEFAULT_TIMEOUT"}}
    if "PIP_CERT" in os.environ or "SSL_CERT_FILE" in os.environ:
        told["PIP_CERT"] = told["NODE_EXTRA_CA_CERTS"] = f"/{_CERTIFICATES}"
    return told | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}


def run_inside(root: Path, command: str) -> int:
    """Run a command of the clone inside the root, its output to standard error; its exit status."""
    arguments = ["unshare", "--mount", "--pid", "--fork", "sh", "-c", _INSIDE, "sh", str(root), _CLONE, command]
    return subprocess.run(arguments, env=environment(), stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode


def try_command(base: Path, command: str) -> tuple[int, float]:
    """Run one command alone and first, in its own copy of a root; exit status and minutes."""
    root = base.with_name(f"{base.name}-{Path(command).name}")
    subprocess.run(["cp", "--archive", base, root], check=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), root / _CLONE], check=True)
    started = time.monotonic()
    status = run_inside(root, _DEMONSTRATION if command == "script/demo" else command)
    minutes = (time.monotonic() - started) / 60
    shutil.rmtree(root)
    return status, minutes


def outcomes(folder: Path) -> Iterator[tuple[str, int, float]]:
    """Suite and command, exit status, minutes: for each."""
    for suite in SUITES:
        base = folder / suite
        make_root(suite, base)
        for command in COMMANDS:
            yield f"{suite} {command}", *try_command(base, command)


def main() -> int:
    """Try each command in each suite; 1 where one does not work, 2 where roots cannot be made here."""
    if shutil.which("debootstrap") is None or sys.platform == "win32" or os.geteuid() != 0:
        print(
            "Fresh roots need debootstrap and root: apt-get install debootstrap, then run this as root.",
            file=sys.stderr,
        )
        return 2
    failed = False
    with tempfile.TemporaryDirectory(prefix="muster-roots-") as name:
        for what, status, minutes in outcomes(Path(name)):
            print(f"{what}: {minutes:.1f} minutes{'' if status == 0 else f' (exit status {status})'}", flush=True)
            failed |= status != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
