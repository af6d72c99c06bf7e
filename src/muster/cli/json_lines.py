"""An answer as a line of JSON: the shape that other people's programs rely on."""

import sys
from typing import BinaryIO

import msgspec

from muster.records import CheckResult, Finding, SchoolRef

SCHEMA = 1
_encode = msgspec.json.Encoder().encode


def json_line(answer: CheckResult) -> bytes:
    """One answer as one line of UTF-8, its keys in the promised order.

    "left_out" (how many findings by rule are counted only) stands at the end, and only where there are any.
    """
    line = {
        "schema": SCHEMA,
        "ruleset": answer.ruleset,
        "file": whole(answer.file),
        "sha256": answer.sha256,
        "kind": answer.kind,
        "verdict": answer.verdict,
        "school": _school(answer.school),
        "pupils": answer.pupils,
        "outcomes": answer.outcomes,
        "findings": [_finding(finding) for finding in answer.findings],
    }
    if answer.left_out:
        line["left_out"] = answer.left_out
    return _encode(line) + b"\n"


def binary_output() -> BinaryIO:
    """Standard output for bytes: JSON is UTF-8 whatever the console's own encoding is."""
    sys.stdout.flush()
    return sys.stdout.buffer


def whole(text: str) -> str:
    """The text, where half characters (of a file name that is no text) have become a mark."""
    return text.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")


def _school(school: SchoolRef | None) -> dict[str, str | None] | None:
    if school is None:
        return None
    return {"la": school.la, "estab": school.estab, "urn": school.urn, "name": _or_none(school.name)}


def _finding(finding: Finding) -> dict[str, str | int | None]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "upn": _or_none(finding.upn),
        "pupil": _or_none(finding.pupil),
        "subject": finding.subject,
        "value": _or_none(finding.value),
        "line": finding.line,
        "message": whole(finding.message),
        "advice": whole(finding.advice),
    }


def _or_none(text: str | None) -> str | None:
    return None if text is None else whole(text)
