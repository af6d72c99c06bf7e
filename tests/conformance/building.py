"""The bytes, the context and the reference data of an example."""

from datetime import date
from typing import Any

import msgspec

from muster.records import (
    CheckContext,
    CollectionSettings,
    Expected,
    History,
    HistoryRow,
    Roll,
    RollEntry,
    SchoolThresholds,
    SubmittingSchool,
)
from tests.conformance.children import Child, children
from tests.conformance.ctf_text import ctf_text
from tests.conformance.form import Case, Counts, Expecting, FileForm, Told, base
from tests.conformance.makers import MAKERS
from tests.conformance.tables import cells, csv_text, xlsx


def content_of(form: FileForm, later: int = 0) -> bytes:
    """The bytes of an example's file."""
    content = xlsx(_cells(form, later)) if form.form == "xlsx" else _text(form, later).encode(form.encoding)
    return MAKERS[form.made_by](content, form.name) if form.made_by else content


def told_of(case: Case, later: int = 0) -> Told:
    """What the check of an example is told."""
    return msgspec.convert(base(later).told | case.told, Told)


def header_of(form: FileForm, later: int = 0) -> dict[str, str | bool]:
    """The header of an example's file."""
    return base(later).header | form.header


def context_of(form: FileForm, told: Told, sha256: str, later: int = 0) -> CheckContext:
    """The context in which an example's file is checked."""
    receipts = {"same": frozenset({sha256}), "other": frozenset({"0" * 64})}
    return CheckContext(
        today=date.fromisoformat(told.today),
        year=told.year,
        settings=_settings(told),
        school=_submitter(told),
        expected=expected_of(form, told, later),
        receipts=receipts[told.receipts] if told.receipts else None,
    )


def expected_of(form: FileForm, told: Told, later: int = 0) -> Expected:
    """The roll and the history that an example's authority holds of the school."""
    roll = None if form.roll is None else roll_of(form, form.roll, later)
    history = None if form.history is None else History(tuple(_counts(c, form, told) for c in form.history))
    return Expected(roll=roll, history=history)


def roll_of(form: FileForm, expecting: Expecting, later: int = 0) -> Roll:
    """The expected roll: the made-up pupils as they are before an example changes the file."""
    usual = base(later).roll
    header = header_of(form, later)
    school = {"la": str(header["la"]), "estab": str(header["estab"])}
    entries = [
        _entry(usual | school | {key: str(value) for key, value in listed.items()})
        for listed in children(expecting.pupils, expecting.change, later)
    ]
    return Roll(date.fromisoformat(usual["taken_on"]), tuple(entries))


def _text(form: FileForm, later: int) -> str:
    if form.form == "text":
        text = form.text
    elif form.form == "csv":
        text = csv_text(_cells(form, later), form.delimiter)
    else:
        text = ctf_text(header_of(form, later), _children(form, later), form.declared)
    for old, new in form.replace:
        if old not in text:
            raise ValueError(f"The example's file does not hold {old!r}.")
        text = text.replace(old, new)
    return text


def _cells(form: FileForm, later: int) -> list[list[str]]:
    return cells(_children(form, later), form.columns)


def _children(form: FileForm, later: int) -> list[Child]:
    return children(form.pupils, form.change, later)


def _settings(told: Told) -> CollectionSettings:
    settings: dict[str, Any] = {
        "la": told.la,
        "opened": told.opened,
        "test_period_start": told.test_period_start,
        "science": told.science,
        "softened": told.softened,
        "thresholds": msgspec.convert(told.thresholds, SchoolThresholds),
    }
    if told.leaver_statuses is not None:
        settings["leaver_statuses"] = told.leaver_statuses
    return msgspec.convert(settings, CollectionSettings)


def _submitter(told: Told) -> SubmittingSchool | None:
    if told.school is None:
        return None
    la, estab = told.school[:3], told.school[3:]
    return SubmittingSchool(la, estab, urn=told.school_urn, predecessors=tuple(told.predecessors))


def _entry(values: dict[str, str]) -> RollEntry:
    known = {key: value for key, value in values.items() if key in RollEntry.__struct_fields__}
    days = {key: known.pop(key) or None for key in ("dob", "entry_date", "leaving_date") if key in known}
    return msgspec.convert(known | days, RollEntry)


def _counts(counts: Counts, form: FileForm, told: Told) -> HistoryRow:
    header = header_of(form)
    return HistoryRow(
        la=str(header["la"]),
        estab=str(header["estab"]),
        year=counts.year or told.year - 1,
        subject=counts.subject,
        eligible=counts.eligible,
        exs_plus=counts.exs_plus,
        gds=counts.gds,
    )
