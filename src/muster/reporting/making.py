"""A template and plain facts made into a tagged PDF (PDF/UA-1), in this process: some 10 ms a page."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
import typst

from muster.reporting.faces import FAMILIES, font_folders
from muster.reporting.letters import BOX, all_fit, all_fitting

STANDARD: Final = "ua-1"
_FAMILIES: Final = msgspec.json.encode(FAMILIES).decode()


def pdf_of(template: str, facts: dict[str, Any], made_at: datetime) -> bytes:
    """The PDF that the template, named without its ending, makes of plain facts.

    The facts reach it as data, so that nothing in them is taken for a command. A letter that no font of ours has is a
    box, and the template is told so (`boxed`). The same facts and moment give the same bytes.
    """
    fitted = all_fitting(facts)
    compiler = _compiler(template, fitted | {"boxed": not all_fit(facts, fitted), "box": BOX})
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=made_at.replace(microsecond=0))
    if not isinstance(made, bytes):
        raise TypeError("The engine gave no single file.")
    return made


def _json(said: dict[str, Any]) -> str:
    return msgspec.json.encode(said).decode()


def _compiler(template: str, said: dict[str, Any]) -> typst.Compiler:
    """The templates may import each other, and nothing else is within their reach."""
    folder = str(files("muster.reporting") / "templates")
    inputs = {"facts": _json(said), "fonts": _FAMILIES}
    return typst.Compiler(f"{folder}/{template}.typ", root=folder, font_paths=_fonts(), sys_inputs=inputs)


@cache
def _fonts() -> typst.Fonts:
    """Our fonts alone, whatever the machine has: the same PDF everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())
