"""The reader process: what it answers is what the core answers, and nothing it reads takes the portal down."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import msgspec
import pytest

from muster.checking import check_read, read_file
from muster.formats.limits import Limits
from muster.portal.foundation import reader, reader_process
from muster.portal.foundation.reader_process import Bounds, Request
from muster.portal.foundation.refusals import Refusal
from muster.records import CheckContext, ResultsFile
from tests.portal.foundation.rows import side_by_side

CONTEXT = CheckContext(today=date(2026, 6, 26), year=2026)
TABLE = b"UPN,Surname,Forename,Reading,Writing,Maths\nA1,Okazqxfor,Ann,EXS,GDS,WTS\n"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + place, b"&%c;" % (97 + place) * 10) for place in range(9)
) + b"]><CTfile>&j;</CTfile>"  # fmt: skip


@pytest.fixture(autouse=True)
def readers() -> Iterator[None]:
    yield
    reader.end()


def process_id() -> int:
    """The process that reads next."""
    with reader._Of.readers.lent() as one:
        return one._process.pid


def rules_of(file: ResultsFile) -> list[str]:
    return [finding.rule for finding in check_read(file, CONTEXT).findings]


def test_the_answer_is_the_cores() -> None:
    assert reader.read(TABLE, "KS1.csv", CONTEXT) == read_file(TABLE, "KS1.csv", CONTEXT)


def test_readers_are_started_ahead_and_kept() -> None:
    reader.start()
    first = process_id()
    reader.read(TABLE, "KS1.csv", CONTEXT)
    assert process_id() == first


def test_many_threads_read_at_once() -> None:
    names = [file.name for file in side_by_side(12, lambda number: reader.read(TABLE, f"{number}.csv", CONTEXT))]
    assert names == [f"{number}.csv" for number in range(12)]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (BOMB, "bomb.xml"),
        (b"UPN,Surname,Forename,Reading,Writing,Maths\n" + b"A,B,C,EXS,EXS,EXS\n" * 1_000_000, "million.csv"),
        (b"UPN,Surname,Forename,Reading,Writing,Maths\n" + b"A,B,C,EXS,EXS,EXS\n" * 30_000, "twenty thousand.csv"),
        (b"<CTfile><CTFpupilData>" + b"<Pupil/>" * 1_000_000 + b"</CTFpupilData></CTfile>", "million.xml"),
    ],
)
def test_a_hostile_file_is_refused_by_its_rule(content: bytes, name: str) -> None:
    file = reader.read(content, name, CONTEXT)
    assert rules_of(file) == ["F03"]
    assert file.pupils == ()


def test_a_file_that_takes_too_long_ends_its_reader_and_is_told_so() -> None:
    before = process_id()
    file = reader.read(TABLE * 5_000, "slow.csv", CONTEXT, seconds=0.000_1)
    assert [finding.message for finding in check_read(file, CONTEXT).findings] == [
        "Reading the file took far more time or memory than a results file needs, so it was stopped."
    ]
    assert process_id() != before
    assert reader.read(TABLE, "KS1.csv", CONTEXT).unread is None


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded where the system can")
def test_a_file_that_takes_too_much_memory_ends_its_reader() -> None:
    rows = b"UPN,Surname,Forename,Reading,Writing,Maths\n" + b"A,B,C,EXS,EXS,EXS\n" * 60_000
    file = reader.read(rows, "wide.csv", CONTEXT, bounds=Bounds(memory=1_000_000))
    assert rules_of(file) == ["F03"]
    assert reader.read(TABLE, "KS1.csv", CONTEXT).unread is None


def test_a_reader_killed_while_it_waited_is_replaced_unnoticed() -> None:
    reader.start()
    killed = process_id()
    os.kill(killed, signal.SIGKILL)
    with reader._Of.readers.lent() as one:
        if one._process.pid == killed:
            one._process.wait()
    assert reader.read(TABLE, "KS1.csv", CONTEXT).unread is None


def test_a_reader_is_replaced_after_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_FILES_A_READER", 1)
    reader.read(TABLE, "KS1.csv", CONTEXT)
    with reader._Of.readers.lent() as one:
        assert one.files == 0


def test_a_reader_that_answers_nonsense_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.Reader, "_asked", lambda *_: b"\xc1")
    assert rules_of(reader.read(TABLE, "KS1.csv", CONTEXT)) == ["F03"]


def test_where_no_reader_is_free_the_person_is_told_to_send_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_WAIT_FOR_A_READER", 0.001)
    busy = reader.Readers(count=1)
    with busy.lent(), pytest.raises(Refusal) as refused, busy.lent():
        pass
    busy.end()
    assert "send it again" in refused.value.sentence


def test_where_no_reader_can_be_started_the_person_is_told_to_send_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_args: object, **_kwargs: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", no_memory)
    with pytest.raises(Refusal):
        reader.read(TABLE, "KS1.csv", CONTEXT)


@pytest.mark.skipif(sys.platform != "linux", reason="as the system tells it")
def test_no_key_goes_with_a_reader() -> None:
    reader.start()
    with open(f"/proc/{process_id()}/environ", "rb") as given:  # noqa: PTH123 - no file of a folder
        assert b"MUSTER" not in given.read()


def test_a_forked_process_has_readers_of_its_own() -> None:
    before = reader._Of.readers
    reader._Of.renew()
    assert reader._Of.readers is not before
    before.end()


def test_the_process_answers_until_nobody_asks() -> None:
    asked, answers = BytesIO(), BytesIO()
    request = Request("KS1.csv", 2026, True, Limits(), Bounds())
    for content in (msgspec.msgpack.encode(request), TABLE):
        reader_process.send(asked, content)
    asked.seek(0)
    bounded = threading.Event()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader_process, "_bound", lambda _bounds: bounded.set())
        reader_process.main(asked, answers)
    answers.seek(0)
    answer = msgspec.msgpack.decode(reader_process.receive(answers) or b"", type=ResultsFile)
    assert [pupil.surname for pupil in answer.pupils] == ["Okazqxfor"]
    assert bounded.is_set()


def test_an_answer_broken_off_or_too_long_is_none() -> None:
    whole = BytesIO()
    reader_process.send(whole, b"abc")
    assert reader_process.receive(BytesIO(whole.getvalue()[:-1])) is None
    assert reader_process.receive(BytesIO(whole.getvalue()), most=2) is None
    assert reader_process.receive(BytesIO()) is None
