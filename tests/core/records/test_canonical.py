"""The canonical bytes: equal to bytes written by hand, the same in any order, different for any other return."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.records.canonical import (
    NotCanonical,
    SignedPupil,
    Statement,
    differences,
    digest_of,
    leaf_of,
    leaves_of,
    read_signed,
    signed_bytes,
)

# Written by hand: the bytes as they stand, and what `sha256sum` says of them.
GOLDEN: dict[str, Any] = json.loads(Path(__file__).with_name("muster_results_1.json").read_text(encoding="utf-8"))

PUPILS = (
    SignedPupil(
        salt=bytes(range(16)),
        child="bcdfghjkmnpqrst2",
        outcomes={"reading": "GDS", "writing": "WTS", "maths": "EXS", "science": "EXS"},
        dates={"reading": date(2026, 6, 12), "maths": date(2026, 6, 12)},
    ),
    SignedPupil(
        salt=bytes.fromhex("f0e0d0c0b0a090807060504030201000"),
        child="bcdfghjkmnpqrst3",
        outcomes={"reading": "EM", "writing": "PK1", "maths": "PK3", "science": "HNM"},
    ),
    SignedPupil(salt=bytes(16), child="bcdfghjkmnpqrst4", outcomes={}, dates={"entry": date(2026, 5, 18)}),
)
STATEMENT = Statement(
    collection="vwxyz23456789bcd",
    school="mnpqrstvwxyz2345",
    ruleset="ks1-2026.1",
    person="fghjkmnpqrstvwxy",
    person_name='Dr Zoë Okazqxfor "Zo"',
    declarations=(
        "The assessments are agreed by the head teacher and the staff responsible for key stage 1.",
        "Internal moderation is complete.",
    ),
    confirmed_at=datetime(2026, 6, 26, 14, 3, 22, tzinfo=UTC),
    leaves=leaves_of(PUPILS),
)
SIGNED = signed_bytes(STATEMENT)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
# Small worlds of texts, so that two drawn things are often nearly the same.
near = st.sampled_from(["", "a", "b", "ab", 'a"', "a\\", "a,b", '","', "é", "e\u0301", "\x00", "\n"])
words = texts | near
pupils = st.builds(
    SignedPupil,
    salt=st.sampled_from([bytes(16), bytes(17), bytes(range(16))]),
    child=words,
    outcomes=st.dictionaries(words, words, max_size=3),
    dates=st.dictionaries(words, st.dates(), max_size=2),
)
leaves = st.sampled_from([leaf_of(pupil) for pupil in PUPILS])
statements = st.builds(
    Statement,
    collection=words,
    school=words,
    ruleset=words,
    person=words,
    person_name=words,
    declarations=st.lists(words, max_size=3).map(tuple),
    confirmed_at=st.datetimes(
        min_value=datetime(1900, 1, 2), timezones=st.sampled_from([UTC, timezone(timedelta(hours=1))])
    ),
    leaves=st.lists(leaves, max_size=4).map(tuple),
)


def sorted_leaves(statement: Statement) -> Statement:
    return msgspec.structs.replace(statement, leaves=tuple(sorted(statement.leaves)))


@pytest.mark.parametrize("number", range(len(PUPILS)))
def test_a_leaf_is_the_digest_of_the_bytes_written_by_hand(number: int) -> None:
    golden = GOLDEN["pupils"][number]
    assert leaf_of(PUPILS[number]) == golden["leaf"] == hashlib.sha256(golden["bytes"].encode()).hexdigest()


def test_the_signed_bytes_are_those_written_by_hand() -> None:
    assert SIGNED.decode() == GOLDEN["statement"]["bytes"]


def test_the_digest_is_the_one_written_by_hand() -> None:
    assert digest_of(SIGNED) == GOLDEN["statement"]["digest"]


@given(st.lists(pupils, unique_by=lambda pupil: pupil.child, max_size=5).flatmap(st.permutations))
def test_the_order_of_pupils_does_not_matter(shuffled: list[SignedPupil]) -> None:
    assert leaves_of(tuple(shuffled)) == leaves_of(tuple(reversed(shuffled)))


@given(statements)
def test_the_order_of_leaves_does_not_matter(statement: Statement) -> None:
    reversed_leaves = msgspec.structs.replace(statement, leaves=statement.leaves[::-1])
    assert signed_bytes(reversed_leaves) == signed_bytes(statement)


@given(pupils, pupils)
def test_two_pupils_share_a_leaf_only_when_they_are_the_same(one: SignedPupil, other: SignedPupil) -> None:
    assert (leaf_of(one) == leaf_of(other)) == (one == other)


@given(statements, statements)
def test_two_statements_share_bytes_only_when_they_are_the_same(one: Statement, other: Statement) -> None:
    assert (signed_bytes(one) == signed_bytes(other)) == (sorted_leaves(one) == sorted_leaves(other))


@given(pupils, words, words)
def test_any_other_outcome_gives_another_leaf(pupil: SignedPupil, subject: str, code: str) -> None:
    changed = msgspec.structs.replace(pupil, outcomes=pupil.outcomes | {subject: code})
    assert (leaf_of(changed) == leaf_of(pupil)) == (pupil.outcomes.get(subject) == code)


def test_an_outcome_and_a_date_do_not_pass_for_each_other() -> None:
    dated = SignedPupil(salt=bytes(16), child="c", outcomes={}, dates={"reading": date(2026, 6, 1)})
    judged = SignedPupil(salt=bytes(16), child="c", outcomes={"reading": "2026-06-01"})
    assert leaf_of(dated) != leaf_of(judged)


@given(statements)
def test_what_is_signed_can_be_read_again(statement: Statement) -> None:
    assert read_signed(signed_bytes(statement)) == sorted_leaves(statement)


@given(statements)
def test_a_statement_does_not_differ_from_itself(statement: Statement) -> None:
    signed = signed_bytes(statement)
    assert not differences(signed, digest_of(signed), statement).any


@pytest.mark.parametrize("field", [name for name in Statement.__struct_fields__ if name != "leaves"])
def test_a_changed_field_is_named(field: str) -> None:
    other: dict[str, Any] = {"declarations": ("Another.",), "confirmed_at": datetime(2026, 6, 27, tzinfo=UTC)}
    now = msgspec.structs.replace(STATEMENT, **{field: other.get(field, "another")})
    assert differences(SIGNED, digest_of(SIGNED), now).fields == (field,)


def test_an_added_pupil_is_told() -> None:
    new = SignedPupil(salt=bytes(16), child="bcdfghjkmnpqrst5", outcomes={"reading": "EXS"})
    now = msgspec.structs.replace(STATEMENT, leaves=leaves_of((*PUPILS, new)))
    found = differences(SIGNED, digest_of(SIGNED), now)
    assert (found.added, found.gone, found.any) == ((leaf_of(new),), (), True)


def test_a_missing_pupil_is_told() -> None:
    now = msgspec.structs.replace(STATEMENT, leaves=leaves_of(PUPILS[1:]))
    found = differences(SIGNED, digest_of(SIGNED), now)
    assert (found.added, found.gone, found.any) == ((), (leaf_of(PUPILS[0]),), True)


def test_a_changed_outcome_is_a_leaf_gone_and_a_leaf_added() -> None:
    changed = msgspec.structs.replace(PUPILS[0], outcomes=PUPILS[0].outcomes | {"reading": "EXS"})
    now = msgspec.structs.replace(STATEMENT, leaves=leaves_of((changed, *PUPILS[1:])))
    found = differences(SIGNED, digest_of(SIGNED), now)
    assert (found.gone, found.added) == ((leaf_of(PUPILS[0]),), (leaf_of(changed),))


def test_bytes_that_were_changed_are_told() -> None:
    found = differences(SIGNED.replace(b"Okazqxfor", b"Okozqxfor"), digest_of(SIGNED), STATEMENT)
    assert found.damaged
    assert found.any


@pytest.mark.parametrize(
    "bytes_",
    [
        b"",
        b"muster-results/2 return\n{}",
        b"muster-results/1 return\n{}",
        b"muster-results/1 return\n\xff",
        SIGNED + b" ",
        SIGNED.replace(b'"school"', b'"school" '),
        SIGNED.replace(b"22.000000Z", b"22Z"),
    ],
)
def test_bytes_that_the_format_would_not_write_are_refused(bytes_: bytes) -> None:
    with pytest.raises(NotCanonical):
        read_signed(bytes_)


def test_a_child_that_stands_there_twice_is_refused() -> None:
    again = msgspec.structs.replace(PUPILS[0], outcomes={})
    with pytest.raises(NotCanonical, match="more than once"):
        leaves_of((*PUPILS, again))


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(NotCanonical, match="16 bytes"):
        leaf_of(msgspec.structs.replace(PUPILS[0], salt=bytes(15)))


def test_half_a_character_is_refused() -> None:
    with pytest.raises(NotCanonical, match="half a character"):
        leaf_of(msgspec.structs.replace(PUPILS[0], child="\ud800"))


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(NotCanonical, match="time zone"):
        signed_bytes(msgspec.structs.replace(STATEMENT, confirmed_at=datetime(2026, 6, 26)))


@pytest.mark.parametrize("leaf", ["", "0" * 63, "A" * 64, "g" * 64])
def test_a_faulty_leaf_is_refused(leaf: str) -> None:
    with pytest.raises(NotCanonical, match="64 hexadecimal"):
        signed_bytes(msgspec.structs.replace(STATEMENT, leaves=(leaf,)))
