"""How long a file and a function may be, what must have a docstring, and what a file may be called."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator

LONGEST_FILE = 450
LONGEST_FUNCTION = 60
_MARK = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX|[H]ACK)\b")
_WINDOWS_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_WINDOWS_FORBIDS = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_functions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of each function of more than 60 lines, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and _length(node) > LONGEST_FUNCTION:
            yield node.lineno, node.name


def _length(node: Function) -> int:
    end = node.end_lineno or node.lineno
    if ast.get_docstring(node, clean=False) is None:
        return end - node.lineno + 1
    said = node.body[0]
    return end - node.lineno - ((said.end_lineno or said.lineno) - said.lineno)


def undocumented(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of each public class, method and function without a docstring; Django's Meta needs none."""
    yield from _undocumented(tree.body)


def _undocumented(body: list[ast.stmt]) -> Iterator[tuple[int, str]]:
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if node.name == "Meta":
            continue
        overload = isinstance(node, Function) and any(ast.unparse(d) == "overload" for d in node.decorator_list)
        if not overload and ast.get_docstring(node) is None:
            yield node.lineno, node.name
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body)


def marks(source: str) -> Iterator[int]:
    """Lines whose comment says that something is still to be done."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and _MARK.search(token.string):
            yield token.start[0]


def unportable_names(names: Iterable[str]) -> Iterator[str]:
    """Paths that Windows cannot hold, or that differ from another in case alone."""
    names = list(names)
    folded = Counter(name.casefold() for name in names)
    for name in names:
        parts = name.split("/")
        forbidden = any(_WINDOWS_FORBIDS.search(part) or _WINDOWS_DEVICES.match(part) for part in parts)
        if forbidden or folded[name.casefold()] > 1:
            yield name
