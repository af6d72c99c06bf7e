"""Damage to XML that leaves it XML more often than not, so that what reads its elements is reached."""

import random
import re

from tests.verify.fuzzing.byte_damage import Damage
from tests.verify.fuzzing.texts import Change, on_text
from tests.verify.fuzzing.tokens import BLOCKS, DOCTYPES, TAGS, VALUES

_LEAF = re.compile(r"<([A-Za-z_][\w.:-]{0,40})((?: [^<>]{0,200})?)>([^<]{0,300})</\1>")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,40})")
_MOST_COPIES = 300_000
Leaf = re.Match[str]


def _leaf(text: str, dice: random.Random) -> Leaf | None:
    """An element that holds a text only: the next from any place on."""
    return _LEAF.search(text, dice.randrange(len(text) + 1)) or _LEAF.search(text)


def _block(text: str, dice: random.Random) -> tuple[int, int, str] | None:
    """Where an element that holds others begins and ends, and its tag."""
    tag = dice.choice(BLOCKS)
    start = text.find(f"<{tag}", dice.randrange(len(text) + 1))
    start = text.find(f"<{tag}") if start < 0 else start
    end = text.find(f"</{tag}>", start)
    return None if min(start, end) < 0 else (start, end + len(tag) + 3, tag)


def other_value(text: str, dice: random.Random) -> str:
    """A nasty text instead of an element's own; three in four written as XML has them."""
    leaf = _leaf(text, dice)
    if leaf is None:
        return text
    value = dice.choice(VALUES)
    if dice.random() < 0.75:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text[: leaf.start(3)] + value + text[leaf.end(3) :]


def value_of_another(text: str, dice: random.Random) -> str:
    """One element's text in another."""
    one, other = _leaf(text, dice), _leaf(text, dice)
    return text if one is None or other is None else text[: one.start(3)] + other[3] + text[one.end(3) :]


def value_edited(text: str, dice: random.Random) -> str:
    """An element's text with a slip of the hand."""
    leaf = _leaf(text, dice)
    if leaf is None:
        return text
    value, at = leaf[3], dice.randrange(len(leaf[3]) + 1)
    edited = dice.choice(
        (value[:at] + value[at + 1 :], value[:at] + value[at - 1 : at] + value[at:], value[::-1], value.swapcase())
    )
    return text[: leaf.start(3)] + edited + text[leaf.end(3) :]


def value_wrapped(text: str, dice: random.Random) -> str:
    """An element's text in CDATA, beside a comment, as references, in another element, or spread over lines."""
    leaf = _leaf(text, dice)
    if leaf is None:
        return text
    value = leaf[3]
    middle = len(value) // 2
    wrapped = dice.choice(
        (
            f"<![CDATA[{value}]]>",
            f"{value[:middle]}<!-- x -->{value[middle:]}",
            f"{value[:middle]}<?x y?>{value[middle:]}",
            f"{value[:middle]}&x;{value[middle:]}",
            f"<b>{value}</b>",
            f"\n\n   {value}\t\n",
            "".join(f"&#{ord(character)};" for character in value),
        )
    )
    return text[: leaf.start(3)] + wrapped + text[leaf.end(3) :]


def other_tag(text: str, dice: random.Random) -> str:
    """An element renamed, at both ends or (one in five) at its beginning only."""
    leaf = _leaf(text, dice)
    if leaf is None:
        return text
    tag = dice.choice((*TAGS, leaf[1].upper(), leaf[1].lower(), f"x:{leaf[1]}", f"{leaf[1]}2", "é" * 400))
    end = leaf[1] if dice.random() < 0.2 else tag
    return f"{text[: leaf.start()]}<{tag}{leaf[2]}>{leaf[3]}</{end}>{text[leaf.end() :]}"


def other_tag_everywhere(text: str, dice: random.Random) -> str:
    """A tag that is another's throughout."""
    old, new = dice.choice(TAGS), dice.choice(TAGS)
    return re.sub(rf"(</?){old}(?=[\s/>])", rf"\g<1>{new}", text)


def without_element(text: str, dice: random.Random) -> str:
    """An element left out, or left empty."""
    leaf = _leaf(text, dice)
    empty = f"<{leaf[1]}/>" if leaf and dice.random() < 0.4 else ""
    return text if leaf is None else text[: leaf.start()] + empty + text[leaf.end() :]


def element_twice(text: str, dice: random.Random) -> str:
    """An element a second time, right behind itself or anywhere."""
    leaf = _leaf(text, dice)
    if leaf is None:
        return text
    at = leaf.end() if dice.random() < 0.7 else dice.randrange(len(text) + 1)
    return text[:at] + leaf[0] + text[at:]


def with_attribute(text: str, dice: random.Random) -> str:
    """An attribute or a namespace in an element's tag."""
    leaf = _leaf(text, dice)
    if leaf is None:
        return text
    attribute = dice.choice(
        (
            ' a="1"',
            ' xmlns="u:n"',
            ' xmlns:x="u:n"',
            ' x:a="1"',
            ' a="1" a="2"',
            " a=1",
            ' xml:space="preserve"',
            ' t="',
        )
    )
    return text[: leaf.end(2)] + attribute * dice.choice((1, 1, 1, 70)) + text[leaf.end(2) :]


def without_block(text: str, dice: random.Random) -> str:
    """An element and all in it left out."""
    found = _block(text, dice)
    return text if found is None else text[: found[0]] + text[found[1] :]


def block_again(text: str, dice: random.Random) -> str:
    """An element and all in it again, once or (one in twenty) as often as a large file has it."""
    found = _block(text, dice)
    if found is None:
        return text
    start, end, _ = found
    times = dice.randint(1, 1 + _MOST_COPIES // (end - start)) if dice.random() < 0.05 else 1
    return text[:end] + text[start:end] * times + text[end:]


def block_elsewhere(text: str, dice: random.Random) -> str:
    """An element and all in it behind another element."""
    found, leaf = _block(text, dice), _leaf(text, dice)
    if found is None or leaf is None or found[0] < leaf.end() < found[1]:
        return text
    start, end, _ = found
    block, at = text[start:end], leaf.end()
    if at >= end:
        return text[:start] + text[end:at] + block + text[at:]
    return text[:at] + block + text[at:start] + text[end:]


def block_wrapped(text: str, dice: random.Random) -> str:
    """An element in itself, in another, in a comment or CDATA, or its tags gone."""
    found = _block(text, dice)
    if found is None:
        return text
    start, end, tag = found
    block = text[start:end]
    inside = block[block.find(">") + 1 : block.rfind("<")]
    deep = dice.choice((1, 1, 2, 60, 99, 101, 300))
    wrapped = dice.choice(
        (
            f"<{tag}>" * deep + block + f"</{tag}>" * deep,
            f"<{dice.choice(TAGS)}>{block}",
            f"<!-- {block} -->",
            f"<![CDATA[{block}]]>",
            inside,
        )
    )
    return text[:start] + wrapped + text[end:]


def with_doctype(text: str, dice: random.Random) -> str:
    """A document type, where it belongs or where it does not."""
    root = _ROOT.search(text)
    at = root.start() if root and dice.random() < 0.7 else dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(DOCTYPES) + text[at:]


def beside_the_root(text: str, dice: random.Random) -> str:
    """Something before or behind the outermost element."""
    extra = dice.choice(("\n" * 70_000, "<!-- x -->", "<?x y?>", "text", "<a/>", " ", "\x00", "\ufeff", text[:500]))
    return extra + text if dice.random() < 0.5 else text + extra


_CHANGES: tuple[Change, ...] = (
    other_value,
    other_value,
    other_value,
    other_value,
    value_of_another,
    value_of_another,
    value_edited,
    value_edited,
    value_wrapped,
    other_tag,
    other_tag_everywhere,
    without_element,
    element_twice,
    with_attribute,
    without_block,
    block_again,
    block_elsewhere,
    block_wrapped,
    with_doctype,
    beside_the_root,
)
MARKUP_DAMAGE: tuple[Damage, ...] = tuple(on_text(change) for change in _CHANGES)
