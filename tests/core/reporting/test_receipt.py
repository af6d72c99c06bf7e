"""The receipt as a PDF: tagged, titled, in English, ours alone in letters, and fast."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pdfua
import pikepdf
import pytest
from msgspec.structs import replace

from muster.reporting import ReceiptLine, ReceiptPaper, receipt_pdf

AT = datetime(2026, 6, 24, 14, 2, 7, 123456, tzinfo=UTC)
PAPER = ReceiptPaper(
    receipt="K26-4F7H-92MX",
    school="Beech Lane Infant School",
    urn="100001",
    collection="Key Stage 1 2026",
    authority="Northshire",
    who="Zoë Ńguyễn-O’Neill",
    role="head",
    for_head="",
    when="24 June 2026 at 3:02pm",
    late=False,
    pupils=58,
    lines=(ReceiptLine("Reading", 40, 9), ReceiptLine("Science", 45, None)),
    open_questions=2,
    answers_by="Friday 3 July 2026",
    declarations=("All final assessments have been entered.",),
    digest="0f" * 32,
    withdrawn="",
    withdrawn_by="",
    team="Northshire data team, 01632 960001",
)


def opened(paper: ReceiptPaper = PAPER) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(receipt_pdf(paper, AT)))


def kinds(node: pikepdf.Object) -> list[str]:
    """The kinds of the structure's elements, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [kind for one in node for kind in kinds(one)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.S)] if "/S" in node else []
    return own + (kinds(node.K) if "/K" in node else [])


def test_it_declares_itself_accessible_and_says_its_title_and_language() -> None:
    pdf = opened()
    with pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == "Receipt K26-4F7H-92MX: Beech Lane Infant School"
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en-GB", True)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_it_is_tagged_with_headings_a_table_and_a_list() -> None:
    pdf = opened()
    found = kinds(pdf.Root.StructTreeRoot.K)
    assert found.count("/H1") == 1
    assert found.count("/H2") == 3
    assert {"/Table", "/THead", "/TH", "/TD", "/Caption", "/L", "/LI"} <= set(found)


def test_nothing_is_found_against_it(tmp_path: Path) -> None:
    kept = tmp_path / "receipt.pdf"
    kept.write_bytes(receipt_pdf(PAPER, AT))
    report = pdfua.validate(str(kept))
    assert [one.message for one in report.findings] == []


def test_it_stands_on_one_page() -> None:
    assert len(opened().pages) == 1
    assert len(opened(replace(PAPER, withdrawn="1 July 2026 at 9:00am", withdrawn_by="Jo", late=True)).pages) == 1


def test_every_font_is_within_the_file() -> None:
    pdf = opened()
    objects = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    fonts = [one for one in objects if "/FontName" in one]
    assert fonts
    assert all("NotoSans" in str(font.FontName) for font in fonts)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize("name", ["李小龙", "محمد", "Олена Ґалаґан", "Ελένη", "🎓 Smith", "אבי", "a\u0301\u200e", "𒀀"])
def test_names_in_other_scripts_do_not_break_it(name: str) -> None:
    assert receipt_pdf(replace(PAPER, who=name, school=name), AT).startswith(b"%PDF")


def test_what_is_typed_is_no_command() -> None:
    wicked = '#read("/etc/passwd") *bold* $x$ \\ ] } "'
    assert receipt_pdf(replace(PAPER, school=wicked, who=wicked), AT).startswith(b"%PDF")


def test_the_same_gives_the_same_bytes() -> None:
    assert receipt_pdf(PAPER, AT) == receipt_pdf(PAPER, AT)
