"""What would break on Windows or macOS, found in the source: POSIX-only modules and calls, paths, encodings, clocks."""

import ast
import re
from collections.abc import Iterator

POSIX_MODULES = frozenset(
    "crypt curses fcntl grp nis ossaudiodev posix pty pwd readline resource spwd syslog termios tty".split()
)
POSIX_CALLS = frozenset(
    """
    os.fork os.forkpty os.getuid os.geteuid os.getgid os.getegid os.getgroups
    os.setuid os.setgid os.setsid os.getpgid
    os.killpg os.chown os.lchown
    os.chroot os.mkfifo os.mknod os.nice os.getloadavg os.uname os.sysconf os.wait os.waitid
    os.pread os.pwrite os.pipe2 os.statvfs os.sync os.ttyname os.sched_getaffinity os.posix_spawn os.preadv
    signal.SIGALRM signal.SIGKILL signal.SIGHUP signal.SIGUSR1 signal.SIGUSR2 signal.SIGQUIT signal.alarm
    signal.setitimer signal.pause signal.sigwait time.tzset time.clock_gettime socket.AF_UNIX""".split()
)
CLOCKS = frozenset(
    """datetime.now datetime.utcnow datetime.today date.today datetime.datetime.now datetime.datetime.utcnow
    datetime.date.today time.time time.localtime time.gmtime time.ctime""".split()
)
_PLACE = re.compile(r"^(?:/(?:tmp|dev|proc|etc|usr|var|home|root|bin)(?:/|$)|[A-Za-z]:[\\/])")
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)[*+?]\+|\(\?>")
_POSIX_DATE = re.compile(r"%-[a-zA-Z]")
_TEXT_METHODS = {"read_text", "write_text"}


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _guards(node: ast.AST) -> bool:
    """Whether what stands below the node is only tried, or asks first where it runs."""
    if isinstance(node, ast.Try):
        caught = [handler.type for handler in node.handlers if handler.type is not None]
        return any("ImportError" in ast.unparse(kind) or "AttributeError" in ast.unparse(kind) for kind in caught)
    if isinstance(node, ast.If | ast.IfExp):
        return any(word in ast.unparse(node.test) for word in ("platform", "os.name", "hasattr"))
    return False


def _unguarded(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not _guards(child):
            yield from _unguarded(child)


def posix_only(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of each import, call or constant that only POSIX has, unless it is guarded."""
    for node in _unguarded(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Attribute):
            names = [_dotted(node)]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name in POSIX_MODULES | POSIX_CALLS)


def forks(tree: ast.Module) -> Iterator[int]:
    """Lines that ask multiprocessing for the start method that Windows has not."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        asks = _dotted(node.func).split(".")[-1] in {"get_context", "set_start_method"}
        if asks and any(isinstance(given, ast.Constant) and given.value != "spawn" for given in node.args):
            yield node.lineno


def encodings_unsaid(tree: ast.Module) -> Iterator[int]:
    """Lines that open, read or write text without naming its encoding."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_text_call(node) and not _names_encoding(node):
            yield node.lineno


def _names_encoding(call: ast.Call) -> bool:
    return any(keyword.arg == "encoding" for keyword in call.keywords)


def _is_text_call(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in _TEXT_METHODS
    if not (isinstance(call.func, ast.Name) and call.func.id == "open"):
        return False
    modes = [given.value for given in call.keywords if given.arg == "mode"] + call.args[1:2]
    return not any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes)


def places(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of each hard-coded place, path joined as text, and date format that Windows does not know."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _PLACE.match(node.value) or _POSIX_DATE.search(node.value):
                yield node.lineno, node.value
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            for side in (node.left, node.right):
                if isinstance(side, ast.Constant) and side.value in {"/", "\\"}:
                    yield node.lineno, ast.unparse(node)


def possessive_groups(tree: ast.Module) -> Iterator[int]:
    """Lines with a regular expression that repeats a group possessively: Python before 3.11.5 gets it wrong."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
            if _POSSESSIVE_GROUP.search(text):
                yield node.lineno


def clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of each look at the clock: the core is told what day it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _dotted(node) in CLOCKS:
            yield node.lineno, _dotted(node)


def prints(tree: ast.Module) -> Iterator[int]:
    """Lines that print."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _dotted(node.func) == "print":
            yield node.lineno
