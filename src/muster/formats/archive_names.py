"""Names of files in folders and archives: fit to be shown, and which are plainly no results."""

import re

_LONGEST_NAME = 300
_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^/]*$|~\$|thumbs\.db$|desktop\.ini$|ctf_error_list\.txt$)", re.IGNORECASE)
"""What systems and suppliers put beside results without being asked."""

_OTHER_TABLES = re.compile(r"(?:roll|history|schools|truth|benchmarks)\.(?:csv|xlsx)", re.IGNORECASE)
_READ_ME = re.compile(r"read[ _-]?me(?:\..*)?", re.IGNORECASE)
_OTHER_KINDS = {
    "pdf": "it is a PDF document",
    "doc": "it is a Word document",
    "docx": "it is a Word document",
    "md": "it is a text",
    "log": "it is a log",
    "ini": "it is a program's setting",
    "png": "it is a picture",
    "jpg": "it is a picture",
    "jpeg": "it is a picture",
    "gif": "it is a picture",
    "bmp": "it is a picture",
    "tif": "it is a picture",
    "tiff": "it is a picture",
    "heic": "it is a picture",
    "svg": "it is a picture",
}


def is_beside(name: str) -> bool:
    """Whether a system or a supplier put the file there: hidden files, CTF_Error_List.txt and the like."""
    return _BESIDE.search(name) is not None


def why_no_results(name: str) -> str | None:
    """Why a file among many is plainly no results file, in plain words; None if it may be one."""
    last = name.rsplit("/", 1)[-1]
    if is_beside(name):
        return "it is put there by a system, not by a school"
    if _OTHER_TABLES.fullmatch(last):
        return "it is a table of something else"
    if _READ_ME.fullmatch(last):
        return "it explains the files beside it"
    return _OTHER_KINDS.get(last.rpartition(".")[2].lower())


def shown_name(name: str) -> str:
    """A member's or file's name fit to be shown: no drive, no way out of its folder, nothing unprintable, not endless.

    Whatever is unprintable, or half a character, becomes a question mark in a lozenge.
    """
    printable = "".join(c if c.isprintable() else "\ufffd" for c in name[:_LONGEST_NAME])
    parts = re.sub("^[A-Za-z]:", "", printable.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "a file without a name"
