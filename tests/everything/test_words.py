"""Every sentence of refusal has its use and every use its sentence; every template stands in a frame."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.portal.foundation.refusals import sentences
from tests.everything.source import PORTAL, files, place, tree_of

_PAGES = sorted((PORTAL / "pages" / "templates").rglob("*.html"))
_MAILS = sorted(PORTAL.glob("*/templates/mail/*"))
_FRAMES = ("page.html", "base.html")
_REFUSALS = ("Refusal", "Changed", "Slowed")
# Never on a school's page, as spec/domain.md says; nor words that blame.
_UNSAID = re.compile(r"\b(?:establishment|ruleset|version hash|invalid|illegal|failed|error code)\b", re.IGNORECASE)
_TAKEN_IN = re.compile(r'\{% (?:include|extends) "([^"]+)"')
_TAGS = re.compile(r"\{[%#{].*?[%#}]\}|<[^>]*>", re.DOTALL)


def texts_in(tree: ast.Module) -> Iterator[str]:
    """Every text that the module's code holds, docstrings left out."""
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def refused_in(tree: ast.Module) -> Iterator[tuple[int, str, set[str] | None]]:
    """Line, id and the names of the facts of each refusal that names its id on the spot; None for facts passed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in _REFUSALS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                names = [keyword.arg for keyword in node.keywords]
                yield node.lineno, first.value, None if None in names else {name for name in names if name}


def made_in(tree: ast.Module) -> Iterator[re.Pattern[str]]:
    """What the id of a refusal looks like that is put together on the spot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in _REFUSALS and node.args:
            first = node.args[0]
            if isinstance(first, ast.JoinedStr):
                parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else r"\w+" for one in first.values]
                yield re.compile("".join(parts))


def test_every_refusal_has_its_sentence() -> None:
    found = [
        f"{place(path)}:{line} {refusal}"
        for path in files()
        for line, refusal, _ in refused_in(tree_of(path))
        if refusal not in sentences()
    ]
    assert found == []


def test_every_sentence_is_used() -> None:
    said = {text for path in files() for text in texts_in(tree_of(path))}
    made = [pattern for path in files() for pattern in made_in(tree_of(path))]
    unused = [one for one in sentences() if one not in said and not any(pattern.fullmatch(one) for pattern in made)]
    assert unused == []


def test_every_refusal_brings_the_facts_of_its_sentence() -> None:
    found = [
        f"{place(path)}:{line} {refusal} needs {sorted(needed - facts)}"
        for path in files()
        for line, refusal, facts in refused_in(tree_of(path))
        if facts is not None
        if (needed := facts_needed(sentences().get(refusal, ""))) - facts
    ]
    assert found == []


def facts_needed(sentence: str) -> set[str]:
    """The names that a sentence has gaps for."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("refusal", sorted(sentences()))
def test_a_sentence_is_a_sentence(refusal: str) -> None:
    sentence = sentences()[refusal]
    assert sentence[0].isupper() or sentence[0] in "{0123456789"
    assert sentence.endswith((".", "?", "}"))
    assert not _UNSAID.search(sentence)


def _name(path: Path) -> str:
    return path.relative_to(PORTAL).as_posix()


def _extends(path: Path) -> str:
    found = re.match(r'\s*\{% extends "([^"]+)" %\}', path.read_text(encoding="utf-8"))
    return found.group(1) if found else ""


def _included() -> set[str]:
    """The templates that others take in or extend."""
    return {name for path in [*_PAGES, *_MAILS] for name in _TAKEN_IN.findall(path.read_text(encoding="utf-8"))}


def _of_engine(path: Path) -> str:
    return path.as_posix().split("/templates/")[1]


@pytest.mark.parametrize("page", _PAGES, ids=_name)
def test_every_page_stands_in_the_frame(page: Path) -> None:
    """Directly, or through a template of its area that does; what others take in is a part, and stands in theirs."""
    if page.name == "page.html" or "parts" in page.parts or _of_engine(page) in _included():
        return
    frame = _extends(page)
    while frame and frame != "page.html":
        frame = _extends(PORTAL / "pages" / "templates" / frame)
    assert frame == "page.html"


@pytest.mark.parametrize(
    "mail", [one for one in _MAILS if one.suffix == ".html" and one.name not in _FRAMES], ids=_name
)
def test_every_mail_stands_in_its_frame_and_has_a_plain_text(mail: Path) -> None:
    assert _extends(mail) == "mail/base.html"
    assert mail.with_suffix(".txt").is_file()


@pytest.mark.parametrize(
    "mail", [one for one in _MAILS if one.suffix == ".txt" and _of_engine(one) not in _included()], ids=_name
)
def test_every_plain_mail_says_its_subject_first(mail: Path) -> None:
    assert mail.read_text(encoding="utf-8").startswith("Subject: ")
    assert mail.with_suffix(".html").is_file()


@pytest.mark.parametrize("template", [*_PAGES, *_MAILS], ids=_name)
def test_a_template_has_nothing_inline_and_says_nothing_unsaid(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    if template.suffix == ".html" and "mail" not in template.parts:
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", source)
        assert "|safe" not in source
    assert not _UNSAID.search(_TAGS.sub(" ", source))
