"""Damage to workbooks, in the XML of their parts, packed again so that it is reached."""

import random
import re

from tests.verify.fuzzing.archive_damage import inside
from tests.verify.fuzzing.byte_damage import BYTE_DAMAGE, Damage
from tests.verify.fuzzing.markup_damage import MARKUP_DAMAGE
from tests.verify.fuzzing.texts import TEXT_DAMAGE, Change, on_text
from tests.verify.fuzzing.tokens import NUMBERS

_ATTRIBUTE = re.compile(r'( [A-Za-z:]{1,30}=)"([^"<>]{0,200})"')
_CELL = re.compile(r'<c r="[A-Z]{1,3}[0-9]{1,7}"')
_PLACES = (
    *(
        "A1",
        "XFD1048576",
        "XFE1",
        "A1048577",
        "A0",
        "A",
        "1",
        "",
        "ZZZ99999",
        "a1",
        "$A$1",
        "AAAAAAAA1",
        "A99999999999",
    ),
    *("A1:XFD1048576", "B-1", "é1", "A1 ", "R1C1", "J3000"),
)
_TYPES = ("s", "str", "inlineStr", "b", "n", "e", "d", "x", "")
_CELLS = (
    '<c r="B2" t="inlineStr"><is><t>EXS</t></is></c>',
    '<c r="F2"><f>1+1</f></c>',
    '<c r="F2" t="s"><v>999999</v></c>',
    '<c r="F2" t="s"><v>-1</v></c>',
    '<c r="D2" s="1"><v>43538</v></c>',
    '<c r="D2" t="d"><v>2019-03-14T00:00:00</v></c>',
    '<c r="D2" s="4294967295"><v>1e300</v></c>',
    '<c r="F2" t="b"><v>7</v></c>',
    '<c r="F2" t="e"><v>#DIV/0!</v></c>',
    "<c/>",
    "<c><v>1</v></c>",
)


def other_attribute(text: str, dice: random.Random) -> str:
    """Another place, type, count or number in an attribute."""
    found = _ATTRIBUTE.search(text, dice.randrange(len(text) + 1)) or _ATTRIBUTE.search(text)
    if found is None:
        return text
    value = dice.choice((*_PLACES, *_TYPES, *NUMBERS))
    return text[: found.start(2)] + value + text[found.end(2) :]


def cell_put_in(text: str, dice: random.Random) -> str:
    """A cell of another kind before a cell, or instead of it."""
    found = _CELL.search(text, dice.randrange(len(text) + 1))
    if found is None:
        return text
    end = text.find("</c>", found.start()) + len("</c>") if dice.random() < 0.5 else found.start()
    return text[: found.start()] + dice.choice(_CELLS) + text[max(end, found.start()) :]


def cells_without_places(text: str, _dice: random.Random) -> str:
    """Cells and rows that do not say where they stand."""
    return re.sub(r'(<(?:c|row)) r="[^"]*"', r"\1", text)


def other_dates(text: str, dice: random.Random) -> str:
    """The workbook of an old Mac, or every number a date."""
    if dice.random() < 0.5:
        return text.replace("<workbookPr", '<workbookPr date1904="1"')
    return re.sub(r'numFmtId="\d+"', 'numFmtId="14"', text)


def _is_part(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml"


_CHANGES: tuple[Change, ...] = (other_attribute, other_attribute, cell_put_in, cells_without_places, other_dates)
_OWN = tuple(on_text(change) for change in _CHANGES)
WORKBOOK_DAMAGE: tuple[Damage, ...] = (
    *(inside(damage, _is_sheet) for damage in (*_OWN, *MARKUP_DAMAGE)),
    *(inside(damage, _is_part) for damage in (*_OWN, *MARKUP_DAMAGE, *TEXT_DAMAGE, *BYTE_DAMAGE)),
)
