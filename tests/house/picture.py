"""The picture in the README: what `muster check` answers to a small made-up file, as it looks in a terminal.

`python -m tests.house.picture` draws it anew; a test holds it to what the command says today.
"""

import re
import tempfile
from html import escape
from pathlib import Path

from click.testing import CliRunner

from bench.made_up_file import NAME, full_ctf
from muster.cli.main import muster
from tests.house.tree import ROOT

PICTURE = ROOT / "docs" / "pictures" / "check.svg"
_LINE, _CHARACTER, _MARGIN, _COLUMNS = 20, 8.4, 18, 100
_STYLES = {
    "1": "font-weight:bold",
    "2": "fill:#b1b4b6",
    "31": "fill:#ff8375",
    "32": "fill:#7fd18b",
    "33": "fill:#ffd866",
    "34": "fill:#85c1ff",
    "36": "fill:#7fd6d6",
}
_ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def faulty_ctf() -> bytes:
    """Twelve pupils, with faults of the kinds that schools meet most."""
    text = full_ctf(12).decode()
    text = text.replace("<Result>HNM</Result>", "<Result>PK3</Result>", 1)
    text = text.replace("2019-03-05", "2019-02-30", 1).replace("<Sex>F</Sex>", "<Sex>U</Sex>", 1)
    return re.sub(r"<UPN>.(3302001.*?)</UPN>", r"<UPN>A\1</UPN>", text, count=1).encode()


def answer() -> str:
    """What the command prints, with its colours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(faulty_ctf())
        run = CliRunner(env={"COLUMNS": str(_COLUMNS)}).invoke(
            muster, ["check", str(path), "--today", "2026-06-26"], color=True
        )
    return run.output.replace(str(path), NAME)


def drawn(text: str) -> str:
    """The text as an SVG picture of a terminal."""
    lines = ["$ muster check " + NAME, *text.rstrip().split("\n")]
    width, height = round(_COLUMNS * _CHARACTER + 2 * _MARGIN), len(lines) * _LINE + 2 * _MARGIN
    rows = "\n".join(_row(line, _MARGIN + (place + 1) * _LINE - 5) for place, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="The answer of muster check to a small file, in a terminal">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="#1d2226"/>\n'
        f'<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#f3f2f1">\n'
        f"{rows}\n</g>\n</svg>\n"
    )


def _row(line: str, y: float) -> str:
    """One line of text, a piece for each colour; its spaces do not collapse."""
    style, pieces = "", []
    for place, part in enumerate(_ESCAPE.split(line.replace(" ", "\u00a0"))):
        if place % 2:
            style = ";".join(_STYLES[code] for code in part.split(";") if code in _STYLES)
        elif part:
            pieces.append(f'<tspan style="{style}">{escape(part)}</tspan>' if style else escape(part))
    return f'<text x="{_MARGIN}" y="{y:g}">{"".join(pieces)}</text>'


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn(answer()), encoding="utf-8", newline="\n")
