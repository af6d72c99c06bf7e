"""Many schools' files taken apart: one at a time, archives among them once, nothing believed."""

import io

import pytest

from muster.formats.bulk import Part, parts_of
from muster.formats.limits import Limits
from muster.records import ProblemKind
from tests.core.formats.made_tables import CTF, locked, workbook, zipped


def apart(content: bytes, name: str = "returns.zip", limits: Limits | None = None) -> tuple[list[Part], list[str]]:
    """The parts, and the names that were passed over."""
    skipped: list[str] = []
    parts = parts_of(io.BytesIO(content), name, limits or Limits(), lambda member, _: skipped.append(member))
    return list(parts), skipped


def test_a_file_by_itself_is_one_part() -> None:
    assert apart(CTF, "C:\\a.xml") == ([Part("a.xml", CTF, is_whole=True)], [])


def test_members_come_by_name_with_those_of_archives_among_them() -> None:
    content = zipped(
        {"b.xml": CTF, "a/a.zip": zipped({"2.xml": b"two", "1.xml": b"one", "x.pdf": b"%PDF"}), "readme.md": b""}
    )
    parts, skipped = apart(content)
    assert [(one.name, one.content) for one in parts] == [
        ("a/a.zip!1.xml", b"one"), ("a/a.zip!2.xml", b"two"), ("b.xml", CTF),
    ]  # fmt: skip
    assert skipped == ["a/a.zip!x.pdf", "readme.md"]


def test_an_archive_two_levels_down_stays_closed() -> None:
    inner = zipped({"a.xml": CTF})
    [part] = apart(zipped({"a.zip": zipped({"b.zip": inner})}))[0]
    assert (part.name, part.content) == ("a.zip!b.zip", inner)


def test_a_broken_or_locked_archive_is_one_part_with_its_problem() -> None:
    for content in (b"PK\x03\x04 and no more", locked(zipped({"a.xml": CTF})), zipped({"a.xml": bytes(9_000_000)})):
        [part] = apart(content)[0]
        assert part.problem is not None
        assert part.is_whole


def test_a_broken_archive_inside_leaves_the_others() -> None:
    parts, _ = apart(zipped({"a.zip": b"PK\x03\x04 no", "b.xml": CTF}))
    assert [(one.name, one.problem is None) for one in parts] == [("a.zip", False), ("b.xml", True)]


@pytest.mark.parametrize(
    ("limits", "what"),
    [(Limits(members=2), "members"), (Limits(unpacked_bytes=10), "unpacked"), (Limits(bulk_bytes=10), "file")],
)
def test_the_bounds_hold_for_all_together(limits: Limits, what: str) -> None:
    [part] = apart(zipped({f"{place}.xml": CTF for place in range(3)}), limits=limits)[0]
    assert part.problem is not None
    assert (part.problem.kind, part.problem.facts["what"]) == (ProblemKind.TOO_BIG, what)


def test_a_file_too_large_for_a_school_is_told_without_being_read() -> None:
    limits = Limits(upload_bytes=len(CTF) - 1)
    [alone] = apart(CTF, "a.xml", limits)[0]
    [member] = apart(zipped({"a.xml": CTF}), limits=limits)[0]
    assert [one.problem and one.problem.facts["what"] for one in (alone, member)] == ["file", "unpacked"]
    assert alone.content == member.content == b""


def test_a_workbook_is_a_file_and_no_archive() -> None:
    content = workbook()
    [part] = apart(content, "a.xlsx")[0]
    assert (part.name, part.content, part.problem) == ("a.xlsx", content, None)
