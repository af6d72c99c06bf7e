"""The command as a process of its own: exit status, streams, what is imported, and how it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.checking.side_by_side import interrupts_held
from tests.core.cli import made_up

COMMAND = [sys.executable, "-m", "muster.cli.main"]
TODAY = ["--today", "2026-06-26"]
HEAVY = "lxml python_calamine xlsxwriter msgspec multiprocessing sqlite3".split()
UNNEEDED = "xlsxwriter multiprocessing concurrent".split()
NEVER = "django pikepdf pypdf reportlab typst weasyprint".split()


def ran(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = os.environ | environment
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, env=env, timeout=60)


def imported_by(*words: str | Path) -> set[str]:
    """The top-level modules that a call imports."""
    call = f"main({list(map(str, words))!r})"
    code = f"import sys; from muster.cli.main import main; {call}; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60)
    return {name.split(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize(
    "words",
    [["--help"], ["check", "--help"], ["convert", "--help"], ["movers", "--help"], ["report", "--help"], ["--version"]],
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    assert imported_by(*words).isdisjoint([*HEAVY, *NEVER])


def test_the_check_of_one_file_imports_only_what_it_needs(tmp_path: Path) -> None:
    assert imported_by("check", made_up.written(tmp_path, made_up.ctf())).isdisjoint([*NEVER, *UNNEEDED])


def test_who_submits_is_answered_without_the_portal(tmp_path: Path) -> None:
    table = made_up.written(tmp_path, "pupil,la,estab,entry_date,participating\nK1,330,2001,,Y\n", "spells.csv")
    assert imported_by("movers", table).isdisjoint([*NEVER, *UNNEEDED])


@pytest.mark.parametrize(("maths", "status"), [("GDS", 0), ("104", 1)])
def test_the_status_tells_whether_there_are_errors(tmp_path: Path, maths: str, status: int) -> None:
    path = made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, maths=maths)))
    assert ran("check", path, *TODAY).returncode == status


def test_the_status_of_a_command_that_could_not_run_is_2(tmp_path: Path) -> None:
    done = ran("check", tmp_path / "nothere.xml")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_there_is_no_progress_in_a_file(tmp_path: Path) -> None:
    assert ran("check", made_up.returns(tmp_path), *TODAY).stderr == b""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_no_name_stops_the_output_of_an_old_console(tmp_path: Path, encoding: str) -> None:
    pupils = made_up.ctf(made_up.pupil(1, surname="Ożazqxński 李", maths="104"))
    done = ran("check", made_up.written(tmp_path, pupils), *TODAY, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"has 104 for maths" in done.stdout


def test_json_is_utf8_on_an_old_console(tmp_path: Path) -> None:
    pupils = made_up.ctf(made_up.pupil(1, surname="Ożazqxński", maths="104"))
    done = ran("check", made_up.written(tmp_path, pupils), "--json", *TODAY, PYTHONIOENCODING="cp1252")
    assert "Ożazqxński".encode() in done.stdout


def test_a_reader_that_goes_away_leaves_no_trace(tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf(*(made_up.pupil(n, maths="104") for n in range(900))))
    command = [*COMMAND, "check", str(path), "--all", *TODAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Ctrl-C as a person's shell leaves it: tests started in the background inherit that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_ctrl_c")
@pytest.mark.skipif(sys.platform == "win32", reason="a process is interrupted in another way there")
def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    fifo = tmp_path / "roll.csv"
    os.mkfifo(fifo)
    command = [*COMMAND, "check", str(made_up.returns(tmp_path)), "--roll", str(fifo), *TODAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        # The command waits for the roll, so it is certainly at work when it is stopped.
        with fifo.open("wb"):
            os.killpg(process.pid, signal.SIGINT)
        out, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert said.strip() == b"Stopped."


@pytest.mark.skipif(sys.platform == "win32", reason="there is no mask of signals there")
def test_the_processes_of_a_batch_leave_ctrl_c_to_the_command() -> None:
    asks = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with interrupts_held():
        started = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, encoding="utf-8")
    assert started.stdout.strip() == "True"


@pytest.mark.usefixtures("heeds_ctrl_c")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no mask of signals there")
def test_ctrl_c_while_processes_start_is_not_lost() -> None:
    with pytest.raises(KeyboardInterrupt), interrupts_held():
        os.kill(os.getpid(), signal.SIGINT)


def test_no_scratch_file_is_left(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    folder = made_up.returns(tmp_path)
    places = {"TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
    ran("check", folder, "--roll", made_up.roll(tmp_path), *TODAY, **places)
    assert list(scratch.iterdir()) == []
