"""Every regular expression of the product, given texts that make a careless one take for ever."""

import ast
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import muster
from bench.figure import THOUSAND

PROBE = 10_000
MOST_GROWTH = 5.0
"""Twice the text may take so many times as long: twice as long would be fair, four times as long is not linear."""

_MEGABYTE = 1_000_000
_WORTH_GROWING = 0.0001
_PUMPS = (
    *(
        "0",
        "9",
        "a",
        "A",
        "x1",
        " ",
        "\t",
        "\n",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<c ",
        "{",
        "{a",
        "}",
        "é",
        "\x80",
    ),
    *('"', "'", "=", "-", "/", ".", "_", ":", ",", "(1)", "2019-03-14", "0-", "0 ", "a.", "/.", "ount=", "+0"),
)
_ENDS = ("", "!", "\x00")
_LITERAL = re.compile(r"[A-Za-z0-9<>!?/_=: '\"-]{2,}")
_METHODS = ("match", "fullmatch", "search")
_LIKE = dict.fromkeys(("sub", "subn", "split", "finditer"), "findall")
"""What goes through all of a text is timed as what does nothing else."""

_PORTAL = "muster.portal"
_KNOWN = frozenset((*_METHODS, *_LIKE, "findall"))
_LOOKED_AT = 3
_TRIES = 3
AnyPattern = re.Pattern[Any]


class Attack(NamedTuple):
    """A beginning, what is repeated, and an end."""

    start: str
    pump: str
    end: str

    def text(self, length: int) -> str:
        """The attack of about this length."""
        return self.start + self.pump * (length // len(self.pump)) + self.end


class Use(NamedTuple):
    """A pattern's method, called on an attack."""

    method: Callable[[Any], object]
    attack: Attack

    def text(self, length: int) -> str | bytes:
        """The attack in what the pattern is for, characters or bytes."""
        text = self.attack.text(length)
        pattern: AnyPattern = self.method.__self__  # type: ignore[attr-defined]
        return text if isinstance(pattern.pattern, str) else text.encode("utf-8")


class Worst(NamedTuple):
    """The slowest use of one pattern on the probe; times in seconds. `growth` is what twice the text takes."""

    pattern: AnyPattern
    use: Use
    seconds: float
    growth: float
    megabyte: float


class Used(NamedTuple):
    """A pattern, and the methods that the product calls it by."""

    pattern: AnyPattern
    methods: tuple[str, ...]


def patterns() -> list[Used]:
    """The patterns of every module: compiled ones that it holds, and those written where they are used."""
    found: dict[tuple[object, int], Used] = {}
    for info in pkgutil.walk_packages(muster.__path__, "muster.", onerror=_unread):
        if info.name.startswith(_PORTAL):
            continue
        module = import_module(info.name)
        for used in (*_held(module), *_written(_source(Path(str(module.__file__))))):
            found[used.pattern.pattern, used.pattern.flags] = used
    for path in (Path(muster.__path__[0]) / "portal").rglob("*.py"):
        for used in _written(_source(path), *_KNOWN, "compile"):
            found[used.pattern.pattern, used.pattern.flags] = used
    return list(found.values())


def _unread(name: str) -> None:
    """The portal's packages are read, not imported: they want a database."""
    if not name.startswith(_PORTAL):
        raise ImportError(name)


def _source(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _held(module: ModuleType) -> Iterator[Used]:
    """The compiled patterns of a module, alone or in a tuple or a dictionary."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    for name, value in vars(module).items():
        called = set(re.findall(rf"\b{re.escape(name)}\.(\w+)", source))
        methods = tuple(dict.fromkeys(_LIKE.get(method, method) for method in sorted(called) if method in _KNOWN))
        for pattern in _patterns_in(value):
            yield Used(pattern, methods or _METHODS)


def _patterns_in(value: object) -> Iterator[AnyPattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _patterns_in(part)


def _written(source: ast.Module, *calls: str) -> Iterator[Used]:
    """The patterns in calls such as re.sub("...", ...), or in those named; compiled ones may be used in any way."""
    for call in ast.walk(source):
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.") and call.args:
            method, first = ast.unparse(call.func).removeprefix("re."), call.args[0]
            written = isinstance(first, ast.Constant) and isinstance(first.value, str | bytes)
            if method in (calls or _KNOWN) and written:
                methods = _METHODS if method == "compile" else (_LIKE.get(method, method),)
                yield Used(re.compile(ast.literal_eval(first), _flags(call)), methods)


def _flags(call: ast.Call) -> int:
    names = [node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)]
    return sum({getattr(re, name) for name in names if isinstance(getattr(re, name, None), re.RegexFlag)})


def worst_of(used: Used) -> Worst:
    """The slowest use of a pattern: tried on every attack at the probe's length, the slowest of them then grown."""
    pattern = used.pattern
    uses = [Use(getattr(pattern, method), attack) for attack in _attacks(pattern) for method in used.methods]
    slowest = sorted(uses, key=lambda use: -_seconds(use, PROBE, 1))[:_LOOKED_AT]
    seconds = {use: _seconds(use, PROBE, 5) for use in slowest}
    worst = max(slowest, key=seconds.__getitem__)
    growth = max(_growth(use) for use in slowest)
    megabyte = _seconds(worst, _MEGABYTE, 1) if growth <= MOST_GROWTH else float("inf")
    return Worst(pattern, worst, seconds[worst], growth, megabyte)


def _attacks(pattern: AnyPattern) -> Iterator[Attack]:
    written = pattern.pattern
    text = written if isinstance(written, str) else written.decode("iso-8859-1")
    literals = list(dict.fromkeys(_LITERAL.findall(text)))[:8]
    for start in ("", *literals):
        for pump in dict.fromkeys((*_PUMPS, *literals)):
            yield from (Attack(start, pump, end) for end in _ENDS)


def _seconds(use: Use, length: int, times: int) -> float:
    """The shortest of several uses on the attack at about this length."""
    text = use.text(length)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        use.method(text)
        taken.append(time.perf_counter() - start)
    return min(taken)


def _growth(use: Use) -> float:
    """How many times as long twice the text takes, measured where it takes long enough to be told."""
    length = PROBE
    while _seconds(use, length, 3) < _WORTH_GROWING and length < _MEGABYTE:
        length *= 4
    growth = float("inf")
    for _ in range(_TRIES):
        if growth > MOST_GROWTH:
            growth = _seconds(use, 2 * length, 3) / _seconds(use, length, 3)
    return growth


def slowest_first() -> list[Worst]:
    """The worst of every pattern."""
    return sorted(map(worst_of, patterns()), key=lambda worst: -worst.seconds)


def told(worst: Worst) -> str:
    """A pattern's worst in a line."""
    times = f"{worst.seconds * THOUSAND:.2f} ms, {worst.growth:.1f} times for twice the text"
    method = getattr(worst.use.method, "__name__", "")
    return f"{times}, {method} of {str(worst.pattern.pattern)[:60]!r} on {tuple(worst.use.attack)}"
