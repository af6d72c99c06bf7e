"""The reports of several schools: the authority summary, its edition for publication, and one for each trust."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from muster.cli.report_authority import Summaries
from muster.measures import Form, count_groups
from muster.reporting.content import (
    Beside,
    Edition,
    OneSchool,
    Paper,
    SchoolsInputs,
    authority_summary,
    trust_report,
)
from muster.reporting.content.schools import figures_together
from tests.verify.made_schools import MadeSchools
from tests.verify.measures import sql_of_reports
from tests.verify.measures_sql import EVERYBODY
from tests.verify.report_figures import Compared, Place, compare, places
from tests.verify.report_media import (
    Lines,
    differing_in_sheets,
    lines_of_page,
    missing_from_pdf,
    missing_sentences,
    sentences_of_page,
)
from tests.verify.several_figures import Several
from tests.verify.told_by_sql import Told

_HIDDEN = "–"
_OTHERS = 3
"""So many schools beyond its own let each trust see their figures."""


class Agreement(NamedTuple):
    """What was compared, how many figures are hidden, and where the ways differ."""

    papers: Counter[str]
    rows: int
    figures: int
    hidden: int
    differing: list[str]


class OfSeveral(NamedTuple):
    """A report of several schools, what it was made of, and what SQL works out of the same."""

    paper: Paper
    inputs: SchoolsInputs
    several: Several


def measure(made: MadeSchools, trusts: int | None = None) -> Agreement:
    """Compare the authority's reports, and those for so many trusts (None: for all)."""
    found = Agreement(Counter(), 0, 0, 0, [])
    for one in reports_of_several(made, trusts):
        found = _measured(found, one)
    return found


def reports_of_several(made: MadeSchools, trusts: int | None = None) -> Iterator[OfSeveral]:
    """The authority summary, its edition for publication, and the reports for so many trusts."""
    every, told = _everything(made), sql_of_reports(made.sent, made.former)
    for edition in (Edition.SCHOOL, Edition.PUBLICATION):
        inputs = replace(every, edition=edition)
        yield OfSeveral(authority_summary(inputs), inputs, _several(made, inputs, told))
    for inputs in islice(_trusts(made, every), trusts):
        yield OfSeveral(trust_report(inputs), inputs, _several(made, inputs, _told_of_trust(made, inputs, told)))


def compared_with_sql(one: OfSeveral, lines: Lines) -> Compared:
    """The page beside what SQL works out; a figure that SQL does not work out must be one to compare with."""
    found = compare(lines, one.several.wanted)
    labels = tuple(each.label for each in one.inputs.comparators)
    return found._replace(differing=[*found.differing, *_not_told(found.beside, labels), *_sentences(one)])


def _everything(made: MadeSchools) -> SchoolsInputs:
    """The authority's schools as `muster report --authority` tells of them."""
    summaries = Summaries(made.folder)
    for number, inputs in made.inputs.items():
        counts = count_groups(inputs.framework, [one.measured for one in inputs.pupils], science=inputs.science)
        summaries.add(number, inputs, counts)
    (every,) = summaries.inputs()
    return every


def _trusts(made: MadeSchools, every: SchoolsInputs) -> Iterator[SchoolsInputs]:
    """Each trust's schools beside the authority and England, and some that are not its own."""
    with (made.folder.folder / "schools.csv").open(encoding="utf-8", newline="") as file:
        trust_of = {row["urn"]: row["trust"] for row in csv.DictReader(file)}
    own: defaultdict[str, list[OneSchool]] = defaultdict(list)
    for one in every.counted:
        own[trust_of[one.urn]].append(one)
    some = next(iter(made.inputs.values())).comparators
    beside = tuple(one for one in some if one.beside in (Beside.AUTHORITY, Beside.NATIONAL))
    for trust in sorted(filter(None, own)):
        others = tuple(one for one in every.counted if one not in own[trust])[:_OTHERS]
        yield replace(every, name=trust, schools=tuple(own[trust]), others=others, comparators=beside)


def _told_of_trust(made: MadeSchools, inputs: SchoolsInputs, told: Told) -> Told:
    """What SQL works out of the trust's own schools together, and of others each by itself."""
    urns = {one.urn for one in inputs.schools}
    own = [number for number, one in made.inputs.items() if one.school.urn in urns]
    together = sql_of_reports({one: made.sent[one] for one in own}, {one: made.former[one] for one in own})
    return {**told, **{key: numbers for key, numbers in together.items() if key[0] == EVERYBODY}}


def _several(made: MadeSchools, inputs: SchoolsInputs, told: Told) -> Several:
    numbers = {one.school.name: number for number, one in made.inputs.items()}
    compared = [one.name for one in inputs.counted if one.form in (Form.MAINSTREAM, Form.INFANT)]
    return Several(inputs.name, told, numbers, compared)


def _measured(found: Agreement, one: OfSeveral) -> Agreement:
    """What was found so far, and of this report."""
    paper, lines = one.paper, lines_of_page(one.paper)
    sql, kind = compared_with_sql(one, lines), f"{paper.kind}, {paper.edition}"
    hides = paper.edition is Edition.PUBLICATION
    found.papers[kind] += 1
    return Agreement(
        found.papers,
        found.rows + sum(map(len, lines.values())),
        found.figures + sql.cells,
        found.hidden + (sum(at.shown == _HIDDEN for at in places(lines)) if hides else 0),
        found.differing + [f"{paper.school}, {kind}: {fault}" for fault in (*sql.differing, *_ways(paper, lines))],
    )


def _not_told(beside: list[Place], labels: tuple[str, ...]) -> Iterator[str]:
    """Figures that SQL does not work out, but those to compare with: there are none."""
    for at in beside:
        if not any(label in f"{at.head} {at.heading}" for label in labels):
            yield f"not worked out by SQL: {at.section} {at.table}, {at.head}, {at.heading}: {at.shown}"


def _ways(paper: Paper, lines: Lines) -> Iterator[str]:
    yield from (f"not in the PDF: {row}" for row in missing_from_pdf(paper, lines))
    yield from (f"otherwise in the workbook: {row}" for row in differing_in_sheets(paper, lines))
    yield from (f"not said in each way: {sentence}" for sentence in missing_sentences(paper))


def _sentences(one: OfSeveral) -> Iterator[str]:
    """How sentences on subjects begin; the edition for publication has none, nor a report in which PK and EM lead."""
    if one.paper.edition is Edition.PUBLICATION or figures_together(one.inputs).form is Form.SPECIAL:
        return
    told = sentences_of_page(one.paper)
    for begun in one.several.in_short():
        if not any(sentence.startswith(begun) for sentence in told):
            yield f"no sentence begins: {begun}"
