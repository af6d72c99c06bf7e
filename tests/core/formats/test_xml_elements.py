"""Elements by local name, and their lines: what the readers of XML lean on."""

import pytest
from lxml import etree

from muster.formats.limits import Limits
from muster.formats.xml_document import _parsed
from muster.formats.xml_lines import line_of
from muster.formats.xml_names import LocalNames, TagTooLong, children_named, texts_of
from muster.records import Problem, ProblemKind


def test_a_tag_is_known_by_its_local_name_in_small_letters() -> None:
    names = LocalNames()
    assert [names[tag] for tag in ("CTfile", "{urn:example}UPN", "upn")] == ["ctfile", "upn", "upn"]


def test_more_tags_than_are_remembered_are_all_known() -> None:
    names = LocalNames()
    assert [names[f"A{number}"] for number in range(2_000)] == [f"a{number}" for number in range(2_000)]
    assert len(names) == 1_000


def test_a_comment_has_no_name() -> None:
    assert LocalNames()[etree.Comment] == ""


def test_a_tag_is_looked_at_up_to_three_hundred_characters() -> None:
    names = LocalNames()
    assert names["a" * 300] == "a" * 300
    with pytest.raises(TagTooLong):
        names["a" * 301]


def test_children_of_a_name_come_in_order() -> None:
    root = etree.fromstring('<r xmlns:n="urn:example"><A i="1"/><b/><n:a i="2"/></r>')
    assert [child.get("i") for child in children_named(root, "a", LocalNames())] == ["1", "2"]


def test_texts_of_children_are_those_without_white_space_around() -> None:
    root = etree.fromstring("<r><A> 1 </A><b/><c> </c><a>2</a><C>3</C></r>")
    assert {name: text for name, text in texts_of(root, LocalNames()).items() if text} == {"a": "1", "c": "3"}


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("<a>x</a>", 70_001),
        ("<a>\nx\n</a>", 70_001),
        ("<a/>\n", 70_001),
        ("<a/>", 70_001),
        ("<a><b>x\n</b></a>", 70_001),
        ("\n<a>\n<b/></a>", 70_002),
    ],
)
def test_the_line_of_an_element_far_down_is_right(inside: str, line: int) -> None:
    root = etree.fromstring("<r>" + "\n" * 70_000 + inside + "</r>")
    assert line_of(root[0]) == line


def test_a_doctype_that_reached_the_parser_is_refused_all_the_same() -> None:
    problem = _parsed(b"<!DOCTYPE CTfile><CTfile/>", None, Limits())
    assert problem == Problem(ProblemKind.UNSAFE, facts={"why": "doctype"})
