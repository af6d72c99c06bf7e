"""The letters of the PDFs: every script of English schools' names, a box for the rest, nothing that stops a paper."""

from datetime import UTC, datetime

import pytest
import typst

from muster.reporting.faces import FAMILIES, codes_of, covered, font_folders
from muster.reporting.letters import BOX, all_fit, all_fitting, fitting
from muster.reporting.making import pdf_of

AT = datetime(2026, 6, 24, 14, 2, 7, tzinfo=UTC)
NAMES = (
    "Zoë Łuczak Ђорђевић", "Ελένη Γεωργίου", "李小龙 陳美玲", "花子 さとう", "지우 김", "محمد بن علي", "حسین ٹیپو",
    "אבי כהן",    "নুসরাত চৌধুরী", "ਸਿਮਰਨ ਕੌਰ", "அபிராமி", "ગુજરાતી", "देवनागरी", "ሳራ ተስፋዬ", "ශ්‍රී ලංකා", "ქართული", "Հայերեն",
    "ภาษาไทย", "🎓 ❤️ 👩🏽‍🎓 🇬🇧",
)  # fmt: skip
UNKNOWN = "\N{CUNEIFORM SIGN A}"

RECEIPT = {
    "urn": "", "who": "", "role": "head", "for_head": "", "when": "", "late": False, "pupils": 0, "lines": [],
    "open_questions": 0, "answers_by": "", "declarations": [],
    "digest": "", "withdrawn": "", "withdrawn_by": "", "team": "",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_in_english_schools_can_be_shown(name: str) -> None:
    assert BOX not in fitting(name)


def test_letters_that_no_font_has_are_boxes_that_are_seen() -> None:
    assert fitting(f"Li {UNKNOWN} Wei") == f"Li {BOX} Wei"
    said = {"who": [UNKNOWN]}
    assert not all_fit(said, all_fitting(said))


def test_a_box_that_was_given_is_no_letter_that_is_missing() -> None:
    said = {"who": [f"Jo{BOX}", "李‎"]}
    assert all_fit(said, all_fitting(said))


def test_a_letter_for_private_use_is_a_box() -> None:
    assert fitting("\ue000") == BOX


def test_marks_that_show_nothing_are_left_out() -> None:
    assert fitting("Jo\u200e\u200d") == "Jo"


def test_a_joiner_stays_where_it_changes_the_letters_beside_it() -> None:
    assert "\u200d" in fitting("ශ්\u200dරී")
    assert "\u200c" in fitting("فاطمة\u200cزهرا")


def test_both_forms_of_a_font_s_table_are_read() -> None:
    fonts = font_folders()[-1]
    assert {ord("ა"), ord("A")} <= set(codes_of(fonts / "NotoSansGeorgian_400Regular.ttf"))
    assert ord("李") in set(codes_of(fonts / "NotoSansSC_400Regular.ttf"))


def test_the_templates_ask_for_every_font_that_is_there() -> None:
    held = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())
    assert set(held.families()) == set(FAMILIES)


def test_every_hundredth_letter_that_is_said_to_be_there_makes_a_paper() -> None:
    letters = [chr(code) for code in sorted(covered())[::100]]
    said = {"school": " ".join(letters), "receipt": "", "authority": "", "collection": ""}
    assert pdf_of("receipt", RECEIPT | said, AT).startswith(b"%PDF")
