"""The rules on a pupil's outcomes (R01 to R19).

Where the table of precedence says "once a pupil", a finding names no subject; its facts name the outcomes.
"""

from collections.abc import Iterator

from muster.formats.dates import parse_iso
from muster.framework import CodeKind
from muster.records import Facts
from muster.rules.pupil_view import PupilView
from muster.rules.registry import Found, rule
from muster.rules.return_view import ReturnView

_UNEVEN_STEPS_WRITING = 2
_UNEVEN_STEPS = 4


@rule("R01")
def no_outcome(given: ReturnView) -> Iterator[Found]:
    """A subject has no outcome."""
    for pupil in given.pupils:
        if len(pupil.codes) < len(given.subjects):
            yield from (Found(pupil=pupil, subject=reading.subject) for reading in pupil.readings if reading.blank)


@rule("R02")
def unknown_code(given: ReturnView) -> Iterator[Found]:
    """A code that no framework knows."""
    yield from _wrong(given, CodeKind.UNKNOWN)


@rule("R03")
def other_subjects_code(given: ReturnView) -> Iterator[Found]:
    """A code of this framework that does not apply to the subject."""
    for found in _wrong(given, CodeKind.OTHER_SUBJECT):
        instead = given.framework.instead[str(found.subject)][str(found.facts["code"])]
        yield _with(found, {"instead": instead})


@rule("R04")
def withdrawn_code(given: ReturnView) -> Iterator[Found]:
    """A code that key stage 1 once had."""
    for found in _wrong(given, CodeKind.WITHDRAWN):
        science = found.subject not in given.scaled
        code = str(found.facts["code"])
        yield _with(found, {"instead": "EXS or HNM" if science else given.framework.withdrawn[code]})


@rule("R05")
def code_from_elsewhere(given: ReturnView) -> Iterator[Found]:
    """A code of another assessment, or a mark or score."""
    for found in _wrong(given, CodeKind.ELSEWHERE):
        source = given.framework.elsewhere.get(str(found.facts["code"]), "")
        variant = "code" if source else ""
        yield _with(found, {"source": source} if source else {}, variant)


@rule("R06")
def differing(given: ReturnView) -> Iterator[Found]:
    """Two different outcomes for the same pupil and subject."""
    for pupil, reading in given.unplain:
        if reading.differing:
            codes = ", ".join(reading.differing)
            line = reading.read[0].row.line
            facts: Facts = {"codes": tuple(sorted(reading.differing))}
            yield Found(pupil=pupil, subject=reading.subject, value=codes, line=line, facts=facts)


@rule("R07")
def repeated(given: ReturnView) -> Iterator[Found]:
    """The same outcome twice for the same pupil and subject."""
    for pupil, reading in given.unplain:
        if reading.repeated:
            facts: Facts = {"code": str(reading.used), "count": len(reading.read)}
            line = reading.read[1].row.line
            yield Found(pupil=pupil, subject=reading.subject, value=reading.used, line=line, facts=facts)


@rule("R08")
def absent(given: ReturnView) -> Iterator[Found]:
    """A: absent, or not enough information."""
    yield from _asked_about(given, given.framework.absent)


@rule("R09")
def outside(given: ReturnView) -> Iterator[Found]:
    """D, L or Q: no part of the optional collection."""
    yield from _asked_about(given, given.framework.outside)


@rule("R10")
def engagement_beside_standard(given: ReturnView) -> Iterator[Found]:
    """EM in one of reading, writing and maths, and WTS, EXS or GDS in another."""
    for pupil in given.assessed:
        if _engaged_beside_standard(pupil, given):
            yield Found(pupil=pupil, facts=_scaled_facts(pupil, given))


@rule("R11")
def engagement_without_sen(given: ReturnView) -> Iterator[Found]:
    """EM, and no SEN recorded on the expected roll."""
    for place, pupil in enumerate(given.pupils):
        entry = given.entry_of(place)
        if entry is not None and entry.sen.upper() == "N" and "EM" in pupil.scaled:
            yield Found(pupil=pupil, value="EM", facts={"sen": "N", "outcomes": _having(pupil, given, ("EM",))})


@rule("R12")
def science_above_the_rest(given: ReturnView) -> Iterator[Found]:
    """Pre-key stage standards or EM in reading, writing and maths, and EXS in science."""
    low = set(given.framework.pre_key_stage)
    for pupil in given.assessed:
        codes = pupil.scaled
        if pupil.codes.get("science") == "EXS" and len(codes) == len(given.scaled) and low.issuperset(codes):
            yield Found(pupil=pupil, facts=_scaled_facts(pupil, given))


@rule("R13")
def writing_above_reading(given: ReturnView) -> Iterator[Found]:
    """Writing two or more steps above reading, and EXS or GDS; not where R10 holds."""
    for pupil in given.assessed:
        if _writing_ahead(pupil, given) and not _engaged_beside_standard(pupil, given):
            codes = pupil.codes
            yield Found(pupil=pupil, facts={"reading": codes["reading"], "writing": codes["writing"]})


@rule("R14")
def far_apart(given: ReturnView) -> Iterator[Found]:
    """Reading, writing and maths four or more steps apart, the highest EXS or GDS; not where R10 or R13 holds."""
    for pupil in given.assessed:
        codes = sorted(pupil.scaled, key=given.framework.positions.__getitem__)
        if not codes or codes[-1] not in given.framework.by_key["reading"].expected:
            continue
        steps = given.framework.positions[codes[-1]] - given.framework.positions[codes[0]]
        first = _engaged_beside_standard(pupil, given) or _writing_ahead(pupil, given)
        if steps >= _UNEVEN_STEPS and not first:
            yield Found(pupil=pupil, facts=_scaled_facts(pupil, given))


@rule("R15")
def result_date(given: ReturnView) -> Iterator[Found]:
    """A result date outside the academic year, or unreadable."""
    misdated = _misdated(given)
    if not misdated:
        return
    dates = given.framework.dates
    facts = {"from": dates.year_begins.isoformat(), "to": dates.year_ends.isoformat()}
    for pupil in given.pupils:
        for reading in pupil.readings:
            row = next((read.row for read in reading.read if read.row.result_date in misdated), None)
            if row is not None and reading.used is not None:
                found: Facts = {**facts, "date": row.result_date}
                yield Found(pupil=pupil, subject=reading.subject, value=row.result_date, line=row.line, facts=found)


@rule("R16")
def tidied(given: ReturnView) -> Iterator[Found]:
    """A code was read after tidying its case or spaces."""
    for pupil, reading in given.unplain:
        written = next((read for read in reading.read if read.was_tidied), None)
        if reading.used is not None and written is not None:
            facts: Facts = {"written": written.row.text, "code": reading.used}
            line = written.row.line
            yield Found(pupil=pupil, subject=reading.subject, value=written.row.text, line=line, facts=facts)


@rule("R17")
def pre_key_stage_unexplained(given: ReturnView) -> Iterator[Found]:
    """PK1 to PK4 for a pupil with no SEN and with English as first language on the expected roll."""
    standards = tuple(code for code in given.framework.pre_key_stage if code != "EM")
    for place, pupil in enumerate(given.pupils):
        entry = given.entry_of(place)
        if entry is None or entry.sen.upper() != "N" or entry.first_language.upper() not in ("ENG", "ENB"):
            continue
        if having := _having(pupil, given, standards):
            yield Found(pupil=pupil, value=_first(pupil, given, standards), facts={"outcomes": having})


@rule("R18")
def greater_depth_unexpected(given: ReturnView) -> Iterator[Found]:
    """GDS for a pupil who neither reached a good level of development nor met the phonics standard."""
    for place, pupil in enumerate(given.pupils):
        entry = given.entry_of(place)
        if entry is None or entry.gld.upper() != "N" or entry.phonics.upper() in ("", "WA"):
            continue
        if having := _having(pupil, given, ("GDS",)):
            yield Found(pupil=pupil, value="GDS", facts={"outcomes": having, "phonics": entry.phonics})


@rule("R19")
def reading_below_phonics(given: ReturnView) -> Iterator[Found]:
    """PK1, PK2 or EM in reading for a pupil who met the phonics standard."""
    for place, pupil in enumerate(given.pupils):
        entry, code = given.entry_of(place), pupil.codes.get("reading")
        if entry is not None and entry.phonics.upper() == "WA" and code in ("PK1", "PK2", "EM"):
            yield Found(pupil=pupil, subject="reading", value=code, facts={"code": code})


def _wrong(given: ReturnView, kind: CodeKind) -> Iterator[Found]:
    for pupil, reading in given.unplain:
        wrong = reading.wrong
        if wrong is not None and wrong.kind is kind:
            facts: Facts = {"code": wrong.code}
            yield Found(pupil=pupil, subject=reading.subject, value=wrong.row.text, line=wrong.row.line, facts=facts)


def _with(found: Found, facts: Facts, variant: str = "") -> Found:
    return Found(
        pupil=found.pupil,
        subject=found.subject,
        value=found.value,
        line=found.line,
        variant=variant,
        facts=found.facts | facts,
    )


def _asked_about(given: ReturnView, codes: tuple[str, ...]) -> Iterator[Found]:
    for pupil in given.assessed:
        having = tuple((subject, code) for subject, code in pupil.codes.items() if code in codes)
        if having:
            said = tuple(f"{subject} {code}" for subject, code in having)
            yield Found(pupil=pupil, value=having[0][1], facts={"outcomes": said})


def _scaled_facts(pupil: PupilView, given: ReturnView) -> Facts:
    return {"outcomes": tuple(f"{s} {pupil.codes[s]}" for s in given.subjects if s in pupil.codes)}


def _having(pupil: PupilView, given: ReturnView, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The pupil's outcomes in reading, writing and maths that are among the codes, in words."""
    return tuple(f"{s} {pupil.codes[s]}" for s in given.scaled if pupil.codes.get(s) in codes)


def _first(pupil: PupilView, given: ReturnView, codes: tuple[str, ...]) -> str:
    return next(pupil.codes[s] for s in given.scaled if pupil.codes.get(s) in codes)


def _engaged_beside_standard(pupil: PupilView, given: ReturnView) -> bool:
    codes = pupil.scaled
    return "EM" in codes and any(code not in given.framework.pre_key_stage for code in codes)


def _writing_ahead(pupil: PupilView, given: ReturnView) -> bool:
    positions, reading, writing = given.framework.positions, pupil.codes.get("reading"), pupil.codes.get("writing")
    if reading not in positions or writing not in given.framework.by_key["writing"].expected:
        return False
    return positions[writing] - positions[reading] >= _UNEVEN_STEPS_WRITING


def _misdated(given: ReturnView) -> frozenset[str]:
    """The result dates of the file that are outside the academic year, or no dates."""
    written = {row.result_date for pupil in given.pupils for row in pupil.record.outcomes}
    return frozenset(text for text in written if text and not _in_year(text, given))


def _in_year(text: str, given: ReturnView) -> bool:
    day = parse_iso(text)
    return day is not None and given.framework.dates.year_begins <= day <= given.framework.dates.year_ends
