"""The pupil-level report: every pupil, for the named staff who teach them next."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from muster.formats.names import fold
from muster.framework import Framework
from muster.measures import Group
from muster.measures.sentences import group_in_words
from muster.reporting.content.figures import scaled_names, subject_names
from muster.reporting.content.inputs import ReportInputs, ReportPupil
from muster.reporting.content.paper import Cell, Edition, Paper, Row, Section, Table
from muster.reporting.content.summary import paper_of
from muster.reporting.content.words import pupils, said


class _Kind(msgspec.Struct, frozen=True):
    """A group of pupils by what they reached: its rank, lowest first told last."""

    rank: int
    key: str


def pupil_report(inputs: ReportInputs) -> Paper:
    """Every pupil with outcomes, characteristics held and prior attainment: by what they reached, then by name.

    Raises ValueError for an edition for publication: there is none.
    """
    if inputs.edition is Edition.PUBLICATION:
        raise ValueError("Pupils are not published.")
    ordered = sorted(inputs.pupils, key=_by_name)
    sections = (_key(inputs), _reached(inputs, ordered), _everyone(inputs, ordered))
    return paper_of(inputs, "pupils", sections)


def _by_name(pupil: ReportPupil) -> tuple[str, str, str]:
    return fold(pupil.surname), fold(pupil.forename), pupil.upn


def _name(pupil: ReportPupil) -> str:
    return ", ".join(part for part in (pupil.surname, pupil.forename) if part) or pupil.upn or said("pupil", "no_name")


def _everyone(inputs: ReportInputs, ordered: list[ReportPupil]) -> Section:
    names = subject_names(inputs.framework)
    subjects = _subjects(inputs)
    heads = ("name", "born", "sex", "sen", "disadvantage", "language", "arrival", "gld", "phonics")
    columns = (*(said("pupil_column", one) for one in heads), *(names[key] for key in subjects))
    rows = tuple(Row(_name(one), (*_held(one), *_outcomes(one, subjects))) for one in ordered)
    table = Table(key="everyone", caption=said("caption", "everyone"), columns=columns, rows=rows, texts=True)
    lead = said("pupil", "lead", pupils=pupils(len(ordered)))
    return Section(key="everyone", heading=said("heading", "everyone"), said=(lead,), parts=(table,) if rows else ())


def _subjects(inputs: ReportInputs) -> tuple[str, ...]:
    framework = inputs.framework
    return tuple(key for key in framework.by_key if inputs.science or key in framework.scaled)


def _held(pupil: ReportPupil) -> Iterator[Cell]:
    measured = pupil.measured
    yield Cell(f"{pupil.born:%d/%m/%Y}" if pupil.born else "")
    for group in (measured.sex, measured.sen, measured.disadvantage, measured.language, measured.arrival):
        yield Cell(_short(group))
    yield Cell(_short(measured.gld))
    yield Cell(_short(measured.phonics))


def _short(group: Group | None) -> str:
    return said("pupil_group", group) if group else ""


def _outcomes(pupil: ReportPupil, subjects: tuple[str, ...]) -> Iterator[Cell]:
    for key in subjects:
        yield Cell(pupil.measured.outcomes.get(key, "") or "–")


def _reached(inputs: ReportInputs, ordered: list[ReportPupil]) -> Section:
    """Pupils by in how many subjects they reach the expected standard: those just short of all three stand apart."""
    found: dict[_Kind, list[ReportPupil]] = defaultdict(list)
    for pupil in ordered:
        found[_kind(inputs.framework, pupil)].append(pupil)
    ranked = sorted(found, key=lambda kind: kind.rank)
    tables = tuple(_reached_table(inputs, kind.key, found[kind]) for kind in ranked)
    lead = said("pupil", "reached", subjects=scaled_names(inputs.framework))
    return Section(key="reached", heading=said("heading", "reached"), said=(lead,), parts=tables)


def _kind(framework: Framework, pupil: ReportPupil) -> _Kind:
    codes = [pupil.measured.outcomes.get(key, "") for key in framework.scaled]
    if not set(framework.left).isdisjoint(codes):
        return _Kind(6, "left")
    if all(code in framework.by_key[key].higher for key, code in zip(framework.scaled, codes, strict=True)):
        return _Kind(0, "higher")
    reached = sum(code in framework.by_key[key].expected for key, code in zip(framework.scaled, codes, strict=True))
    if reached:
        return _Kind(len(codes) - reached + 1, f"reached_{reached}")
    return _Kind(5, "low") if any(code in framework.pre_key_stage for code in codes) else _Kind(4, "none")


def _reached_table(inputs: ReportInputs, key: str, found: list[ReportPupil]) -> Table:
    subjects = _subjects(inputs)
    names = subject_names(inputs.framework)
    heads = ("name", "sen", "disadvantage", "language")
    columns = (*(said("pupil_column", one) for one in heads), *(names[one] for one in subjects))
    rows = tuple(Row(_name(one), (*_briefly(one), *_outcomes(one, subjects))) for one in found)
    caption = f"{said('reached', key)}: {pupils(len(found))}"
    together = said("caption", "all_reached")
    return Table(key=key, caption=caption, columns=columns, rows=rows, texts=True, together=together, band=caption)


def _briefly(pupil: ReportPupil) -> Iterator[Cell]:
    measured = pupil.measured
    for group in (measured.sen, measured.disadvantage, measured.language):
        yield Cell(_short(group))


def _key(inputs: ReportInputs) -> Section:
    """What the codes that stand in the report mean, and the heads that are short; first, so that it is never alone."""
    met = {code for one in inputs.pupils for code in one.measured.outcomes.values()}
    points = [f"{code}: {meaning}" for code, meaning in inputs.framework.meanings.items() if code in met]
    needs = {one.measured.sen for one in inputs.pupils}
    for group in (Group.SEN_SUPPORT, Group.EHC_PLAN):
        points += [f"{said('pupil_group', group)}: {group_in_words(group)}"] if group in needs else []
    for name in ("disadvantage", "language", "arrival", "gld", "phonics"):
        points.append(f"{said('pupil_column', name)}: {said('pupil_key', name)}")
    return Section(key="key", heading=said("heading", "key"), points=tuple(points))
