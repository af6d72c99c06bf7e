"""Reports as PDFs: tagged, titled, with bookmarks; nothing found against them; no name stops one."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pdfua
import pikepdf
import pytest
from msgspec.structs import replace

from muster.measures import Group
from muster.reporting.content import (
    Edition,
    Paper,
    Section,
    Table,
    authority_summary,
    pupil_report,
    school_summary,
    trust_report,
)
from muster.reporting.letters import fitting
from muster.reporting.papers import file_name, paper_pdf
from tests.core.measures.made_up import made_up
from tests.core.reporting.extracting import pages_of, read_aloud
from tests.core.reporting.found_against import found_against
from tests.core.reporting.made_up import INFANT, SPECIAL, inputs, large, pupil, school_of
from tests.core.reporting.several import a_whole_authority, class_of, one_school, several
from tests.core.reporting.test_receipt import kinds

AT = datetime(2026, 7, 10, tzinfo=UTC)
WICKED = '#read("/etc/passwd") $x$ *bold* \\ ] } @label <tag> _a_'
NAMES = ("李小龙", "محمد بن علي", "🎓 Smith", "אבי", "𒀀 box", "x" * 200, WICKED, "a\u0301\u200e", "", "ক্ষমা")
PUBLIC = Edition.PUBLICATION
LOW = tuple(pupil(one, "PK3 EM WTS HNM") for one in range(12))
WICKED_PUPILS = replace(large(), pupils=tuple(replace(large().pupils[0], surname=name) for name in NAMES))
PAPERS = {
    "large": school_summary(large()),
    "large, for publication": school_summary(large(edition=PUBLIC)),
    "small, for publication": school_summary(school_of(made_up(9, 3), edition=PUBLIC)),
    "special, for publication": school_summary(inputs(LOW, SPECIAL, edition=PUBLIC)),
    "provisional": school_summary(large(edition=Edition.PROVISIONAL)),
    "without science": school_summary(large(science=False)),
    "one pupil": school_summary(school_of(made_up(1, 3))),
    "all absent": school_summary(inputs(tuple(pupil(one, "A A A A") for one in range(12)))),
    "a group of one": school_summary(inputs((*LOW, pupil(20, "EXS EXS EXS EXS", sex=Group.GIRLS)))),
    "wicked names": pupil_report(WICKED_PUPILS),
    "small": school_summary(school_of(made_up(9, 3))),
    "special": school_summary(inputs(LOW, SPECIAL)),
    "infant": school_summary(school_of(made_up(40, 5), INFANT)),
    "nobody": school_summary(inputs(())),
    "pupils": pupil_report(large()),
    "authority": authority_summary(a_whole_authority(12, 3)),
    "authority for publication": authority_summary(a_whole_authority(12, 3, edition=Edition.PUBLICATION)),
    "authority of nobody": authority_summary(several()),
    "trust": trust_report(a_whole_authority(6, 3, name="Rivers Trust", others=(one_school(90, class_of(20, 4)),))),
}


def opened(paper: Paper) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(paper_pdf(paper, AT)))


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_found_against_it(name: str, tmp_path: Path) -> None:
    kept = tmp_path / "paper.pdf"
    kept.write_bytes(paper_pdf(PAPERS[name], AT))
    assert [one.message for one in pdfua.validate(str(kept)).findings] == []
    assert list(found_against(kept)) == []


def test_our_own_checks_find_what_a_listener_would_miss(tmp_path: Path) -> None:
    kept = tmp_path / "paper.pdf"
    with opened(PAPERS["large"]) as pdf:
        del pdf.Root.Lang
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one:
                del one.Alt
        pdf.pages[1].contents_add(b"BT (x) Tj ET")
        pdf.save(kept)
    drawings = ["A drawing is not told in words."] * 5
    assert list(found_against(kept)) == ["It does not say its language.", "On page 2 a text is not tagged.", *drawings]


@pytest.mark.parametrize("name", PAPERS)
def test_it_declares_itself_accessible_with_title_language_and_bookmarks(name: str) -> None:
    pdf, paper = opened(PAPERS[name]), PAPERS[name]
    with pdf.open_metadata() as said:
        assert (said["pdfuaid:part"], said["dc:title"]) == ("1", paper.title)
    assert str(pdf.Root.Lang) == "en-GB"
    with pdf.open_outline() as outline:
        assert [one.title for one in outline.root[0].children] == [one.heading for one in paper.sections]


def test_it_is_tagged_with_headings_headed_tables_and_figures_that_are_told() -> None:
    pdf = opened(PAPERS["large"])
    found = kinds(pdf.Root.StructTreeRoot.K)
    assert (found.count("/H1"), found.count("/H2")) == (1, len(PAPERS["large"].sections))
    tables = {
        part.together or part.key for one in PAPERS["large"].sections for part in one.parts if isinstance(part, Table)
    }
    assert found.count("/Table") == found.count("/THead") == len(tables)
    drawn = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
    assert len(drawn) == 5
    assert all(str(one.Alt) for one in drawn)


def test_every_font_is_within_the_file() -> None:
    pdf = opened(PAPERS["large"])
    fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
    assert fonts
    assert all("Noto" in str(font.FontName) for font in fonts)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_stops_a_report(name: str) -> None:
    given = large()
    named = replace(
        given, school=replace(given.school, name=name or "–"), pupils=(replace(given.pupils[0], surname=name),)
    )
    assert paper_pdf(school_summary(named), AT).startswith(b"%PDF")
    assert paper_pdf(pupil_report(named), AT).startswith(b"%PDF")


def test_a_mark_stands_on_every_page() -> None:
    pages = pages_of(paper_pdf(school_summary(replace(large(), edition=Edition.PROVISIONAL)), AT))
    assert len(pages) > 3
    assert all("Provisional: the authority has not accepted" in page for page in pages)


def test_a_group_that_goes_on_over_the_page_is_named_there_again() -> None:
    pupils = tuple(pupil(place, "EXS EXS EXS EXS") for place in range(80))
    pages = pages_of(paper_pdf(pupil_report(inputs(pupils)), AT))
    named = ["Expected standard in all three: 80 pupils" in page for page in pages]
    assert named[:2] == [True, True]


def rows_of(section: Section) -> Iterator[str]:
    """Each row of a section's tables as it is read."""
    for part in section.parts:
        if isinstance(part, Table):
            for row in part.rows:
                yield row.head + "".join(cell.shown + cell.under for cell in row.cells)


@pytest.mark.parametrize("name", [one for one in PAPERS if one != "wicked names"])  # letters from right to left
def test_its_text_is_read_in_order(name: str) -> None:
    text, at = "".join(read_aloud(paper_pdf(PAPERS[name], AT)).split()), 0
    for section in PAPERS[name].sections:
        for said in (section.heading, *section.said, *section.points, *rows_of(section)):
            close = "".join(fitting(said).split())
            assert close in text[at:]
            at = text.index(close, at) + len(close)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_stops_a_report_of_several_schools(name: str) -> None:
    given = several(one_school(1, class_of(20, 4), name=name), name=name, authority=name)
    assert paper_pdf(authority_summary(given), AT).startswith(b"%PDF")
    assert "_" not in file_name(trust_report(given))


def test_a_paper_of_several_schools_is_named_without_a_urn() -> None:
    assert file_name(PAPERS["authority"]) == "KS1 2026 authority summary Northshire.pdf"
    assert file_name(PAPERS["authority for publication"]) == "KS1 2026 authority summary for publication Northshire.pdf"
    assert file_name(PAPERS["trust"]) == "KS1 2026 trust report Rivers Trust.pdf"
    assert "URN" not in pages_of(paper_pdf(PAPERS["authority"], AT))[0]


def test_the_same_gives_the_same_bytes() -> None:
    assert paper_pdf(PAPERS["small"], AT) == paper_pdf(PAPERS["small"], AT)


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        (PAPERS["large"], "100001_KS1 2026 school summary.pdf"),
        (PAPERS["pupils"], "100001_KS1 2026 pupil report.pdf"),
        (
            school_summary(replace(large(), edition=Edition.PROVISIONAL)),
            "100001_KS1 2026 school summary provisional.pdf",
        ),
        (replace(PAPERS["large"], urn="../_x"), "x_KS1 2026 school summary.pdf"),
    ],
)
def test_a_file_s_name_begins_with_the_urn_and_has_one_underscore(paper: Paper, name: str) -> None:
    assert file_name(paper) == name
    assert file_name(paper).count("_") == 1
