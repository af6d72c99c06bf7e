"""Every manner is a CTF that our own reader takes, with the outcomes that were drawn."""

from datetime import date
from functools import cache

import pytest

from muster.checking import read_file
from muster.framework import load_framework
from muster.records import CheckContext, PupilRecord, ResultsFile
from muster.synthesis.block import BlockMaker
from muster.synthesis.children import SUBJECTS
from muster.synthesis.ctf_text import file_bytes
from muster.synthesis.manners import manners
from muster.synthesis.returned import ReturnedFile
from muster.synthesis.schools import make_schools


@cache
def files() -> dict[str, ReturnedFile]:
    """A mainstream school's file in every manner."""
    schools = make_schools(2 * len(manners()), 1200, 11, 2026, "330")
    blocks = BlockMaker(load_framework(2026), 11, canary=False).blocks(schools)
    return {file.manner.key: file for block in blocks for file in block.files if not file.school.is_special}


@cache
def read(key: str) -> ResultsFile:
    file = files()[key]
    return read_file(file_bytes(file), file.name, CheckContext(today=date(2026, 6, 26), year=2026))


def codes_of(pupil: PupilRecord) -> list[str]:
    rows = {row.subject: row.text for row in pupil.outcomes}
    return [rows[subject] for subject in SUBJECTS]


KEYS = [manner.key for manner in manners()]


def test_no_two_manners_have_the_same_key() -> None:
    assert len(set(KEYS)) == len(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_every_pupil_is_read_with_its_outcomes(key: str) -> None:
    wanted = [(pupil.upn, pupil.child.codes) for pupil in files()[key].pupils]
    assert [(pupil.upn, codes_of(pupil)) for pupil in read(key).pupils] == wanted


@pytest.mark.parametrize("key", KEYS)
def test_names_and_births_are_read_as_they_are(key: str) -> None:
    wanted = [(pupil.surname, pupil.forename, pupil.child.dob) for pupil in files()[key].pupils]
    assert [(pupil.surname, pupil.forename, pupil.dob) for pupil in read(key).pupils] == wanted


@pytest.mark.parametrize("key", KEYS)
def test_the_header_names_the_school(key: str) -> None:
    header = read(key).header
    assert header.source_la + header.source_estab == files()[key].school.number


def test_a_full_file_is_four_thousand_bytes_a_pupil() -> None:
    file = files()["sims-full"]
    assert 3000 < len(file_bytes(file)) / len(file.pupils) < 6000


def test_utf_16_has_a_mark() -> None:
    assert file_bytes(files()["notepad-utf16"]).startswith(b"\xff\xfe")


def test_entry_dates_are_in_the_manners_that_carry_them() -> None:
    assert all(pupil.entry_date for pupil in read("bromcom").pupils if pupil.upn in _rolled("bromcom"))
    assert not any(pupil.entry_date for pupil in read("arbor").pupils)


def _rolled(key: str) -> set[str]:
    return {line.upn for line in files()[key].roll}
