"""A sample of what `script/fuzz` does by the thousand: whatever a file holds, there is an answer that says enough."""

import random
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.records import CheckContext, Finding, Severity
from tests.core.formats.made_tables import CTF, HEADINGS, PUPIL, read, table, workbook, zipped
from tests.verify.fuzzing.archive_damage import ARCHIVE_DAMAGE
from tests.verify.fuzzing.byte_damage import BYTE_DAMAGE, Damage
from tests.verify.fuzzing.case import MutatedFile, Unfilled, examined, hold_filled, mutated_file
from tests.verify.fuzzing.commands import tried
from tests.verify.fuzzing.markup_damage import MARKUP_DAMAGE
from tests.verify.fuzzing.regexes import patterns
from tests.verify.fuzzing.table_damage import TABLE_DAMAGE
from tests.verify.fuzzing.texts import TEXT_DAMAGE, decoded, encoded
from tests.verify.fuzzing.tokens import STARTS
from tests.verify.fuzzing.workbook_damage import WORKBOOK_DAMAGE

PLAIN = CheckContext(today=date(2026, 6, 26), year=2026)
MANY = settings(max_examples=5 * settings.default.max_examples if settings.default else 300)
KINDS: dict[str, tuple[bytes, tuple[Damage, ...]]] = {
    "bytes": (CTF, BYTE_DAMAGE),
    "texts": (CTF.replace(b"Ada", "Adá".encode()), TEXT_DAMAGE),
    "markup": (CTF, MARKUP_DAMAGE),
    "tables": (table(HEADINGS, [PUPIL] * 3), TABLE_DAMAGE),
    "archives": (zipped({"a.xml": CTF, "b.csv": table()}), ARCHIVE_DAMAGE),
    "workbooks": (workbook(), WORKBOOK_DAMAGE),
}


@MANY
@given(number=st.integers(0, 10**9))
def test_a_mutated_file_has_an_answer(number: int) -> None:
    file = mutated_file(number)
    assert examined(file).sha256 == sha256(file.content).hexdigest()


@MANY
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=200))
def test_any_bytes_behind_any_beginning_have_an_answer(start: bytes, rest: bytes) -> None:
    assert examined(MutatedFile("any", start + rest, PLAIN)).findings


@pytest.mark.parametrize("number", range(12))
def test_the_command_ends_as_it_says_on_a_mutated_file(number: int) -> None:
    tried(number)


@pytest.mark.parametrize("kind", KINDS)
def test_every_damage_changes_a_file_of_its_kind(kind: str) -> None:
    content, damages = KINDS[kind]
    idle = [damage for damage in damages if all(damage(content, random.Random(n)) == content for n in range(60))]
    assert not idle


def test_the_same_number_is_the_same_case() -> None:
    assert mutated_file(330) == mutated_file(330)
    assert mutated_file(330) != mutated_file(331)


@given(content=st.binary())
def test_a_text_is_decoded_without_loss(content: bytes) -> None:
    assert encoded(*decoded(content)) == content


@pytest.mark.parametrize(("message", "advice"), [("", "Look."), ("It is.", " "), ("{who} has no UPN.", "Look.")])
def test_a_finding_that_does_not_say_enough_is_noticed(message: str, advice: str) -> None:
    with pytest.raises(Unfilled):
        hold_filled(Finding(rule="P01", severity=Severity.ERROR, message=message, advice=advice))


def test_a_brace_of_the_file_is_no_unfilled_place() -> None:
    hold_filled(Finding(rule="P14", severity=Severity.QUERY, pupil="{who}", message="{who} has {}.", advice="Look."))


def test_the_regular_expressions_of_the_product_are_found() -> None:
    found = {used.pattern.pattern: used.methods for used in patterns()}
    assert found[r"[/\\!]"] == ("findall",)
    assert found["[ABCDEFGHJKLMNPQRTUVWXYZ][0-9]{11}[0-9ABCDEFGHJKLMNPQRTUVWXYZ]"] == ("fullmatch",)


def test_a_member_of_an_archive_without_a_name_is_read() -> None:
    packed = zipped([(zipfile.ZipInfo("a"), CTF)])
    assert read(packed.replace(b"a<?xml", b"\0<?xml").replace(b"\0\0a", b"\0\0\0")).pupils
