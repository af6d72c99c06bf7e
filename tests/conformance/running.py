"""An example, checked: the answer to each of its files, and what was wanted of it, side by side."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from muster.checking.claim_store import ClaimStore
from muster.checking.claims import claims_of
from muster.formats.limits import Reading
from muster.formats.results import read_results
from muster.formats.upn import is_well_formed, tidy_upn
from muster.framework import Framework, load_framework
from muster.records import CheckResult, Finding
from muster.rules import ReturnView, run_rules, view_return, with_other_schools
from tests.conformance.building import content_of, context_of, told_of
from tests.conformance.children import Child, children
from tests.conformance.form import Case, FileForm, Wanted

# What is missing, and what is unlikely beside the roll, stands in no row.
_NOT_OF_A_ROW = {"R01", "R19"}


class Said(NamedTuple):
    """What an answer and an example both say of a finding."""

    rule: str
    upn: str | None
    subject: str | None
    value: str | None


def views_of(case: Case, framework: Framework | None = None, later: int = 0) -> list[ReturnView]:
    """The return, or the two returns, of an example."""
    told = told_of(case, later)
    framework = framework or load_framework(told.year)
    views = []
    for form in forms_of(case):
        content = content_of(form, later)
        context = context_of(form, told, hashlib.sha256(content).hexdigest(), later)
        reading = Reading(framework=framework, science=context.settings.science)
        views.append(view_return(read_results(content, form.name, reading), context, framework))
    return views


def answers_of(case: Case, framework: Framework | None = None, later: int = 0) -> list[CheckResult]:
    """The answer to each file of an example; two files are compared as those of two schools."""
    views = views_of(case, framework, later)
    answers = [run_rules(view) for view in views]
    return answers if len(views) == 1 else _crossed(views, answers)


def forms_of(case: Case) -> list[FileForm]:
    """The file, or the two files, of an example."""
    return [case] if case.other is None else [case, case.other]


def said_by(answer: CheckResult) -> list[Said]:
    """The findings of an answer, in its order."""
    return [Said(f.rule, f.upn, f.subject, f.value) for f in answer.findings]


def wanted_of(form: FileForm, later: int = 0) -> list[Said]:
    """The findings wanted of a file, in their order."""
    listed = children(form.pupils, form.change, later)
    expected = [] if form.roll is None else children(form.roll.pupils, form.roll.change, later)
    return [Said(w.rule, _upn_of(w, listed, expected), w.subject, w.value) for w in form.finds]


def _crossed(views: list[ReturnView], answers: list[CheckResult]) -> list[CheckResult]:
    encode = msgspec.msgpack.Encoder().encode
    with tempfile.TemporaryDirectory() as folder:
        store = ClaimStore(Path(folder) / "claims.sqlite")
        for view, answer in zip(views, answers, strict=True):
            store.add(encode(answer), answer.school.number if answer.school else None, claims_of(view))
        softened = views[0].settings.softened
        crossed = [with_other_schools(c.answer, c.shared, c.elsewhere, softened) for c in store.crossings()]
        store.close()
    return crossed


def _upn_of(wanted: Wanted, listed: list[Child], expected: list[Child]) -> str | None:
    if wanted.upn is not None:
        return wanted.upn
    of = listed[wanted.pupil - 1] if wanted.pupil else expected[wanted.roll - 1] if wanted.roll else {}
    upn = str(of.get("upn") or "")
    return (tidy_upn(upn) if is_well_formed(tidy_upn(upn)) else upn.strip()) or None


def differences(case: Case, framework: Framework | None = None, later: int = 0) -> Iterator[str]:
    """Where the answers are not those wanted, in words for a failing test."""
    for form, answer in zip(forms_of(case), answers_of(case, framework, later), strict=True):
        said, wanted = said_by(answer), wanted_of(form, later)
        if said != wanted:
            yield f"{form.name}: found {said}, wanted {wanted}"
        yield from _misplaced(form, answer, later)
        for finding, want in zip(answer.findings, form.finds, strict=False):
            if want.says not in f"{finding.message} {finding.advice}":
                yield f"{form.name}: {want.rule} does not say {want.says!r}: {finding.message} {finding.advice}"
        yield from _other_differences(form, answer)


def _misplaced(form: FileForm, answer: CheckResult, later: int) -> Iterator[str]:
    """The findings on a pupil that do not give the pupil's name, or not the pupil's or the outcome's line."""
    listed = children(form.pupils, form.change, later)
    lines = [""] if form.form != "ctf" or form.made_by else _decoded(form, later).splitlines()
    places = [number for number, line in enumerate(lines, start=1) if line.strip() == "<Pupil>"]
    for finding, want in zip(answer.findings, form.finds, strict=False):
        if not want.pupil:
            continue
        pupil = listed[want.pupil - 1]
        name = " ".join(f"{pupil['forename'] or ''} {pupil['surname'] or ''}".split()) or None
        if finding.pupil != name:
            yield f"{form.name}: {finding.rule} is of {finding.pupil}, not of {name}"
        at_pupil = finding.subject is None or finding.rule in _NOT_OF_A_ROW
        placed = not places or (finding.line == places[want.pupil - 1] if at_pupil else _is_row_of(finding, lines))
        if not placed:
            yield f"{form.name}: {finding.rule} is in line {finding.line}, the pupil in {places[want.pupil - 1]}"


def _is_row_of(finding: Finding, lines: list[str]) -> bool:
    row = lines[(finding.line or 0) - 1]
    codes = dict(zip(("reading", "writing", "maths", "science"), ("REA", "WRI", "MAT", "SCI"), strict=True))
    return (
        f"<Component>{codes.get(finding.subject or '')}<" in row
        and (finding.value or "").split(",")[0].upper() in row.upper()
    )


def _decoded(form: FileForm, later: int) -> str:
    return content_of(form, later).decode(form.encoding)


def _other_differences(form: FileForm, answer: CheckResult) -> Iterator[str]:
    wanted = form.answer
    school = answer.school.number if answer.school else ""
    for what, want, got in (
        ("pupils", wanted.pupils, answer.pupils),
        ("verdict", wanted.verdict, answer.verdict),
        ("school", wanted.school, school),
        ("outcomes", wanted.outcomes, answer.outcomes),
    ):
        if want is not None and want != got:
            yield f"{form.name}: {what} {got!r}, wanted {want!r}"
