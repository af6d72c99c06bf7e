"""The pictures of docs/reports.md and docs/authority-report.md: first pages of made-up reports, as typst draws them.

`MUSTER_TEST_PICTURES=docs` has them written to docs/pictures anew.
"""

import os
from importlib.resources import files

import msgspec
import pytest
import typst

from muster.reporting.content import Paper, authority_summary, pupil_report, school_summary
from muster.reporting.faces import FAMILIES, font_folders
from tests.core.measures.made_up import made_up
from tests.core.reporting.made_up import SPECIAL, large, school_of
from tests.core.reporting.several import a_whole_authority
from tests.house.tree import ROOT

_SHARP, _MOST = 72, 150_000
_LOW = [low for low in (*made_up(400, 7),) if {"PK1", "PK2", "PK3", "PK4", "EM"} & set(low.outcomes.values())][:14]
PAPERS = {
    "report-summary": school_summary(large()),
    "report-special": school_summary(school_of(_LOW, SPECIAL, expected=14)),
    "report-pupils": pupil_report(large()),
    "report-authority": authority_summary(a_whole_authority(12, 3)),
}


def first_page(paper: Paper) -> bytes:
    """The first page as a PNG: the same template and fonts as in the PDF."""
    said = {"paper": msgspec.to_builtins(paper, enc_hook=str), "boxed": False, "box": ""}
    inside = {"facts": msgspec.json.encode(said).decode(), "fonts": msgspec.json.encode(FAMILIES).decode()}
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())
    folder = str(files("muster.reporting") / "templates")
    compiler = typst.Compiler(f"{folder}/{paper.kind}.typ", root=folder, font_paths=fonts, sys_inputs=inside)
    made = compiler.compile(format="png", ppi=_SHARP)
    return made[0] if isinstance(made, list) else made or b""


@pytest.mark.parametrize("name", PAPERS)
def test_a_first_page_is_a_picture_of_the_docs(name: str) -> None:
    picture = first_page(PAPERS[name])
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < _MOST
    told = "".join((ROOT / "docs" / one).read_text(encoding="utf-8") for one in ("reports.md", "authority-report.md"))
    assert f"(pictures/{name}.png)" in told
    if os.environ.get("MUSTER_TEST_PICTURES") == "docs":
        (ROOT / "docs" / "pictures" / f"{name}.png").write_bytes(picture)
