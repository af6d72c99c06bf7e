"""Results by subject: the standards beside other figures, and how the outcomes divide."""

from collections.abc import Iterator

from muster.charts import Bar, Mark, Stack, bar_chart, stacked_chart
from muster.measures import Difference, Form, Measure, Share, SubjectCounts, headlines, whole_number
from muster.reporting.content.alike import comparable_tables
from muster.reporting.content.cells import NONE, benchmark_cell, in_a_line, number, points_cell, share_cell
from muster.reporting.content.comparators import Beside, Comparator
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.kinds import Kinds, numbers_of
from muster.reporting.content.paper import Cell, Chart, Row, Section, Table
from muster.reporting.content.words import said

_MARKS = {Beside.AUTHORITY: "line", Beside.ALIKE: "line", Beside.EMERGING: "diamond", Beside.NATIONAL: "diamond"}


def standards_section(figures: SchoolFigures) -> Section:
    """EXS or GDS, and GDS, by subject, beside every figure to compare with; charts of that and of all outcomes."""
    lead = (said("standards", "lead"), *_instead(figures))
    parts: list[Chart | Table] = [_standards_chart(figures), _divided_chart(figures), _standards_table(figures)]
    parts += comparable_tables(figures)
    return Section(key="standards", heading=said("heading", "standards"), said=lead, parts=tuple(parts))


def _instead(figures: SchoolFigures) -> Iterator[str]:
    """Of an infant school beside all schools, for want of infant schools alone: that it is, and what that means."""
    nearest = figures.nearest
    if figures.form is Form.INFANT and nearest is not None and nearest.beside is not Beside.ALIKE:
        yield said("standards", "instead", label=nearest.label)


def divided_section(figures: SchoolFigures) -> Section:
    """How many pupils have each outcome, by subject."""
    charted = [_divided_chart(figures)] if figures.form in (Form.SMALL, Form.SPECIAL) else []
    lead = [said("divided", "lead")]
    if figures.form is Form.SPECIAL:
        lead += figures.notes
    parts: list[Chart | Table] = [*charted, _divided_table(figures), *_divided_beside(figures)]
    return Section(key="divided", heading=said("heading", "divided"), said=tuple(lead), parts=tuple(parts))


def _standards_table(figures: SchoolFigures) -> Table:
    shown, nearest = figures.shown, figures.nearest
    columns = [said("column", "standard"), figures.own or said("column", "school"), *(one.label for one in shown)]
    if nearest:
        columns.append(said("column", "apart", label=nearest.within))
    return Table(
        key="standards",
        caption=said("caption", "standards", year=figures.framework.year),
        columns=tuple(columns),
        rows=tuple(_standards_rows(figures, shown, nearest)),
        notes=figures.notes,
    )


def _standards_rows(figures: SchoolFigures, shown: list[Comparator], nearest: Comparator | None) -> Iterator[Row]:
    names, year = subject_names(figures.framework), figures.framework.year
    for line in headlines(figures.framework, figures.grouped.all):
        head = said("standard", line.measure, subject=names[line.subject])
        cells = [share_cell(line.share)]
        cells += [benchmark_cell(one.figure(line.subject, line.measure), year) for one in shown]
        if nearest:
            figure = nearest.figure(line.subject, line.measure)
            cells.append(in_a_line(points_cell(Difference(line.share, figure.exact))) if figure else NONE)
        yield Row(head, tuple(cells))


def _standards_chart(figures: SchoolFigures) -> Chart:
    names, year = subject_names(figures.framework), figures.framework.year
    marked = _marked(figures)
    bars = tuple(
        Bar(names[subject], share.per_cent, tuple(_per_cent(one, subject) for one in marked))
        for subject, share in figures.expected.items()
    )
    marks = tuple(Mark(_legend(one, year), _MARKS[one.beside]) for one in marked)
    title = said("chart", "standards", year=year)
    words = "; ".join(f"{bar.label} {bar.per_cent}%" for bar in bars) + ". " + said("chart", "table")
    own = figures.own or said("chart", "own")
    return Chart(
        key="standards", title=title, words=words, drawing=bar_chart("standards", title, words, own, marks, bars)
    )


def _marked(figures: SchoolFigures) -> list[Comparator]:
    """At most one figure for each shape of mark: the nearest schools, and England as newest."""
    england = [one for one in figures.shown if _MARKS[one.beside] == "diamond"]
    return ([figures.nearest] if figures.nearest else []) + england[:1]


def _legend(one: Comparator, year: int) -> str:
    return one.label if one.year == year else said("chart", "latest", label=one.label)


def _per_cent(one: Comparator, subject: str) -> int | None:
    figure = one.figure(subject, Measure.EXS_PLUS)
    return figure.per_cent if figure else None


def _divided_table(figures: SchoolFigures) -> Table:
    names, subjects = subject_names(figures.framework), figures.grouped.all.subjects
    codes = [code for code in _codes(figures) if any(one.codes.get(code) for one in subjects.values())]
    rows = [
        Row(_meaning(figures, code), tuple(_counted(figures, one, code) for one in subjects.values())) for code in codes
    ]
    rows.append(Row(said("column", "all"), tuple(number(one.eligible) for one in subjects.values())))
    columns = (said("column", "outcome"), *(names[key] for key in subjects))
    return Table(key="divided", caption=said("caption", "divided"), columns=columns, rows=tuple(rows))


def _counted(figures: SchoolFigures, counts: SubjectCounts, code: str) -> Cell:
    subject = figures.framework.by_key[counts.subject]
    if code in figures.framework.meanings and code not in subject.codes and not counts.codes.get(code):
        return NONE
    share = counts.share(code)
    if not share.part or figures.form in (Form.SMALL, Form.SPECIAL):
        return Cell(f"{share.part:,}", share=share)
    return Cell(f"{share.part:,} ({share.per_cent}%)", share=share)


def _codes(figures: SchoolFigures) -> list[str]:
    """Every outcome from the highest; where PK and EM lead, from these."""
    framework = figures.framework
    high = [code for code in reversed(framework.scale) if code not in framework.pre_key_stage]
    low = list(reversed(framework.pre_key_stage))
    others = [code for one in framework.subjects for code in one.codes if code not in framework.scale]
    on_scale = low + high if figures.form is Form.SPECIAL else high + low
    return list(dict.fromkeys([*on_scale, *others, *framework.absent, *framework.outside, ""]))


def _meaning(figures: SchoolFigures, code: str) -> str:
    return f"{code}: {figures.framework.meanings[code]}" if code else said("divided", "none")


def _divided_beside(figures: SchoolFigures) -> Iterator[Table]:
    """Beside the schools whose outcomes are held, the shares of each kind; none where no such figure is shown."""
    held, parts = [one for one in figures.shown if one.codes], figures.kinds
    if not held or figures.form is Form.SMALL:
        return
    names, rows = subject_names(figures.framework), []
    for key, counts in figures.divided.items():
        rows.append(Row(names[key], _shares(figures, counts, parts)))
        rows += [
            Row(one.label, _shares(figures, one.codes[key], parts), beside=True) for one in held if key in one.codes
        ]
        rows += _divided_elsewhere(figures, key)
    columns = (said("column", "subject"), *(piece.label for piece in parts))
    yield Table(key="beside", caption=said("caption", "beside"), columns=columns, rows=tuple(rows))


def _divided_elsewhere(figures: SchoolFigures, subject: str) -> Iterator[Row]:
    """What is known of schools of which the standards alone are: where both standards are of one year, GDS and EXS."""
    for one in figures.shown:
        above, higher = (one.figure(subject, measure) for measure in (Measure.EXS_PLUS, Measure.GDS))
        if one.codes or above is None or (higher is None) is bool(figures.framework.by_key[subject].higher):
            continue
        if higher is None or higher.year == above.year:
            known = {"EXS": above.exact - (higher.exact if higher else 0)} | ({"GDS": higher.exact} if higher else {})
            cells = (
                Cell(f"{whole_number(known[kind.label])}%") if kind.label in known else NONE for kind in figures.kinds
            )
            yield Row(_of_year(one, above.year, figures.framework.year), tuple(cells), beside=True)


def _of_year(one: Comparator, year: int, this: int) -> str:
    return one.label if year == this else said("groups", "of_year", label=one.label, year=year)


def _shares(figures: SchoolFigures, counts: SubjectCounts, parts: Kinds) -> tuple[Cell, ...]:
    known = {*figures.framework.by_key[counts.subject].codes, *figures.framework.absent}
    return tuple(NONE if known.isdisjoint(codes) else _briefly(counts.share(*codes)) for codes in parts.values())


def _briefly(share: Share) -> Cell:
    return Cell(f"{share.per_cent}%" if share.whole else "–", share=share)


def _divided_chart(figures: SchoolFigures) -> Chart:
    names, parts = subject_names(figures.framework), figures.kinds
    stacks = tuple(Stack(names[key], numbers_of(counts, parts)) for key, counts in figures.divided.items())
    title, words = said("chart", "divided", year=figures.framework.year), said("chart", "divided_words")
    drawing = stacked_chart("divided", title, words, tuple(parts), stacks)
    return Chart(key="divided", title=title, words=words, drawing=drawing)
