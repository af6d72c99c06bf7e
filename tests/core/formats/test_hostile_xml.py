"""The XML of the hostile list: each refused with its reason, or read for what it is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from muster.formats.ctf_reader import read_ctf
from muster.formats.limits import Limits, Reading
from muster.records import Facts, Kind, Problem, ProblemKind
from tests.core.formats.ctf_text import DECLARATION, FRAMEWORK, ctf, only_problem, pupil, read, read_pupil
from tests.core.formats.hostile_xml import DOCTYPES, READ, REFUSED, REFUSED_ONCE_PARSED

NESTED = {"why": "depth"}


def too_big(what: str, size: int, limit: int) -> tuple[ProblemKind, Facts]:
    return ProblemKind.TOO_BIG, {"what": what, "size": size, "limit": limit}


def answer(name: str, *, limits: Limits | None = None, size: int | None = None) -> tuple[ProblemKind, Facts]:
    make, usual = (REFUSED | REFUSED_ONCE_PARSED)[name]
    return only_problem(read(make(size or usual), limits=limits))


@pytest.mark.parametrize("name", DOCTYPES)
def test_a_doctype_is_refused_wherever_it_hides(name: str) -> None:
    assert only_problem(read(DOCTYPES[name])) == (ProblemKind.UNSAFE, {"why": "doctype"})


@pytest.mark.parametrize("name", ["30,000 nested elements", "30,000 elements never closed"])
def test_deep_nesting_is_refused(name: str) -> None:
    assert answer(name) == (ProblemKind.UNSAFE, NESTED)


def nested(depth: int) -> str:
    """A CTF whose deepest element stands so deep, the root being at 1."""
    return ctf(f"<Pupil>{'<a>' * (depth - 3)}{'</a>' * (depth - 3)}</Pupil>")


@pytest.mark.parametrize(
    ("depth", "problems"), [(100, ()), (101, (Problem(ProblemKind.UNSAFE, facts={"why": "depth"}),))]
)
def test_nesting_is_allowed_up_to_the_limit(depth: int, problems: tuple[Problem, ...]) -> None:
    assert read(nested(depth)).problems == problems


def test_the_limit_of_depth_is_a_setting() -> None:
    assert only_problem(read(nested(11), limits=Limits(depth=10))) == (ProblemKind.UNSAFE, NESTED)


@pytest.mark.parametrize("name", ["1,000,000 nested elements", "1,000,000 attributes", "1,000,000 pupils"])
def test_too_many_elements_or_attributes_are_refused(name: str) -> None:
    kind, facts = answer(name)
    assert (kind, facts["what"], facts["limit"]) == (ProblemKind.TOO_BIG, "elements", 500_000)
    assert isinstance(facts["size"], int)
    assert 500_000 < facts["size"] < 2_500_000


def test_elements_are_allowed_up_to_the_limit() -> None:
    text = ctf("<Pupil></Pupil>" * 1_000, header="<!-- <!----> <?a?> ")
    text = text.replace("<!-- <!----> <?a?> ", "<!----><?a?>")
    assert read(text, limits=Limits(elements=1_002)).problems == ()
    assert only_problem(read(text, limits=Limits(elements=1_001))) == too_big("elements", 1_002, 1_001)


def test_end_tags_in_comments_do_not_hide_elements() -> None:
    text = ctf("<!--" + "</" * 2_000 + "-->" + "<Pupil/>" * 1_000)
    assert only_problem(read(text, limits=Limits(elements=500)))[0] is ProblemKind.TOO_BIG


def test_a_file_over_the_size_limit_is_refused_unread() -> None:
    content = b"x" * 20_000_001
    assert only_problem(read(content)) == too_big("file", 20_000_001, 20_000_000)


@pytest.mark.parametrize("name", ["a text of 12 MB", "a comment of 12 MB"])
def test_a_text_over_the_parsers_limit_is_refused(name: str) -> None:
    assert answer(name) == too_big("text", 10_000_001, 10_000_000)


def test_a_namespace_of_megabytes_is_refused() -> None:
    assert answer("a namespace of 9 MB") == too_big("text", 9_000_008, 300)


@pytest.mark.parametrize(
    "name", ["a DOCTYPE behind a comment of 9 MB", "19 MB of <", "a file of 50 MB", "1,000,000 pupils"]
)
def test_large_files_are_refused(name: str) -> None:
    assert answer(name)[0].stops_reading


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_but_a_ctf_is_read(name: str) -> None:
    make, _ = READ[name]
    file = read(make(60))
    assert (file.kind, file.unread, len(file.pupils) in {1, 60}) == (Kind.CTF, None, True)


def test_a_fault_in_each_of_200_000_pupils_is_read() -> None:
    make, size = READ["200,000 faulty pupils"]
    assert len(read(make(size)).pupils) == 200_000


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("<CTfile>\n<Header>", "the file ends before its elements do; it may have been cut off", 3),
        ("<CTfile>\n<Header></CTfile>", "an element is closed by the end of another one", 3),
        ("<CTfile/>\n<CTfile/>", "there is something after the end of the last element", 3),
        ("<CTfile>\nTom & Jerry</CTfile>", "it holds a plain & or < (in XML they are written &amp; and &lt;)", 3),
        ("<CTfile>\nTom &Jerry</CTfile>", "it holds a plain & (in XML it is written &amp;)", 3),
        ("<CTfile>a&nbsp;b</CTfile>", "it holds an &name; that XML does not know (a plain & is written &amp;)", 2),
        ("<CTfile>1 < 2</CTfile>", "it holds a plain & or < (in XML they are written &amp; and &lt;)", 2),
        ("<CTfile>\0</CTfile>", "it holds a character that XML does not allow", 2),
        ("<CTfile>\x08</CTfile>", "it holds a character that XML does not allow", 2),
        ("<CTfile>\ufffe</CTfile>", "it holds a character that XML does not allow", 2),
        ("<CTfile>&#0;</CTfile>", "it holds a character that XML does not allow", 2),
        ("<CTfile><!-- ", "the file ends inside a comment", 2),
        ("<CTfile><![CDATA[", "the file ends inside a CDATA section", 2),
        ("<CTfile", "a tag is not finished", 2),
        ("<CTfile a=1/>", "the value of an attribute has no quotation marks", 2),
        ("<CTfile a='1' a='2'/>", "an attribute stands twice in one tag", 2),
        ("<CTfile a='<'/>", "the value of an attribute holds a plain < (in XML it is written &lt;)", 2),
        ("<c:CTfile/>", "a tag has a prefix that the file does not declare", 2),
        ("CTF", "no element begins where the first one should", 2),
        ("<CTfile>]]></CTfile>", "it is not well-formed XML", 2),
    ],
)
def test_a_file_that_is_not_well_formed_says_where_and_why(text: str, reason: str, line: int) -> None:
    file = read(text)
    (problem,) = file.problems
    assert (problem.kind, problem.line, problem.facts["what"]) == (ProblemKind.DAMAGED, line, "xml")
    assert problem.facts["reason"] == reason
    assert isinstance(problem.facts["column"], int)


def test_a_file_cut_off_half_way_is_damaged() -> None:
    content = (DECLARATION + ctf(pupil(), pupil())).encode()
    assert only_problem(read(content[: len(content) // 2]))[0] is ProblemKind.DAMAGED


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n"])
def test_a_file_of_nothing_is_empty(content: bytes) -> None:
    assert only_problem(read(content)) == (ProblemKind.EMPTY, {})


def test_two_byte_order_marks_are_damage_of_their_own() -> None:
    (problem,) = read(b"\xef\xbb\xbf\xef\xbb\xbf" + DECLARATION.encode() + ctf().encode()).problems
    assert (problem.line, problem.facts["reason"]) == (1, "it begins with two byte order marks")


@pytest.mark.parametrize("blank", ["\n", "\r\n", " \n"])
def test_an_empty_line_before_the_declaration_is_damage_of_its_own(blank: str) -> None:
    (problem,) = read((blank + DECLARATION + ctf()).encode()).problems
    assert (problem.line, problem.facts["reason"]) == (2, "there is an empty line or a space before <?xml")


@pytest.mark.parametrize(
    "declared", ["UTF-7", "UTF-32", "Shift_JIS", "foo", "rot13", "hex", "idna", "punycode", "undefined"]
)
def test_an_encoding_that_is_not_read_is_refused_by_name(declared: str) -> None:
    content = f'<?xml version="1.0" encoding="{declared}"?><CTfile/>'.encode()
    assert only_problem(read(content)) == (ProblemKind.ENCODING_REFUSED, {"declared": declared})


def test_xinclude_is_not_carried_out() -> None:
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="made-up.xml" parse="text"/>'
    assert read_pupil(pupil(core=f"<Surname>{include}zqx</Surname>")).surname == ""


def test_a_stylesheet_instruction_is_passed_over() -> None:
    assert len(read('<?xml-stylesheet href="x.xsl"?>' + ctf(pupil())).pupils) == 1


@pytest.mark.parametrize(
    "name",
    [
        "\u202ezqxnaem",
        "zqx\u200b\u200dname",
        "zqx\u0085name",
        "zqx\u0301" * 50,
        "😀zqx",
        "=1+1zqx",
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}zqx",
    ],
)
def test_an_odd_name_is_kept_as_it_is(name: str) -> None:
    assert read_pupil(pupil(core=f"<Surname>{name}</Surname>")).surname == name


def test_a_surname_of_a_megabyte_is_kept_as_it_is() -> None:
    assert read_pupil(pupil(core=f"<Surname>{'zqx' * 350_000}</Surname>")).surname == "zqx" * 350_000


@pytest.mark.parametrize("element", ["UPN", "DOB", "Sex", "NCyearActual"])
def test_a_field_of_ten_thousand_digits_is_kept_as_it_is(element: str) -> None:
    core = f"<{element}>{'9' * 10_000}</{element}><BasicDetails><{element}>{'9' * 10_000}</{element}></BasicDetails>"
    assert "9" * 10_000 in repr(read_pupil(pupil(core=core)))


def test_a_pdf_that_is_also_xml_is_damaged() -> None:
    assert only_problem(read(b"%PDF-1.7\n" + ctf(pupil()).encode()))[0] is ProblemKind.DAMAGED


PIECES = [
    "<CTfile>",
    "</CTfile>",
    "<Header>",
    "<CTFpupilData>",
    "<Pupil>",
    "</Pupil>",
    "<UPN>",
    "&amp;",
    "&x;",
    "<!--",
    "-->",
]
PIECES += [
    "<![CDATA[",
    "]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE",
    "\0",
    "\ufeff",
    "é",
    "<StageAssessments>",
    "xmlns:a='b'",
    " ",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-16-be"]),
)
@example(text="<CTfile><Header/>", codec="utf-8")
def test_any_pieces_of_xml_have_an_answer(text: str, codec: str) -> None:
    file = read(text.encode(codec, errors="replace"))
    assert (file.kind is None) == (file.unread is not None)


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    file = read_ctf(content, "a.xml", "", Reading(framework=FRAMEWORK))
    assert (file.kind is None) == (file.unread is not None)
