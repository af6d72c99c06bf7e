"""Of how many schools and pupils a report of several schools is, in words and by school."""

from collections.abc import Iterator

from muster.measures import Coverage, coverage_of
from muster.reporting.content.paper import Cell, Row, Section, Table
from muster.reporting.content.schools import SchoolsInputs, Standing
from muster.reporting.content.words import said
from muster.rules.causes import counted


def coverage_told(inputs: SchoolsInputs, key: str = "asked") -> Iterator[str]:
    """How many schools were asked, and where they are; how many pupils are counted of those expected."""
    counting, whole = len(inputs.counted), _whole(inputs)
    rest = [one.standing for one in inputs.schools if not one.pupils]
    told = [said("covered", one, number=rest.count(one)) for one in Standing if one in rest]
    others = said("covered", "rest", told=", ".join(told)) if told else ""
    facts = {"asked": counted(len(inputs.schools), "school"), "authority": inputs.authority}
    yield said("covered", key, **facts, number=counting, rest=others)
    known = whole.pupils
    expected = {"expected": f"{whole.pupils_expected:,}", "per_cent": known.per_cent or 0} if known else {}
    yield said("covered", "expected" if known else "pupils", pupils=counted(whole.pupils_in, "pupil"), **expected)
    if not whole.is_whole:
        yield said("covered", "in_part", name=inputs.name)


def missing_section(inputs: SchoolsInputs) -> Section:
    """The schools whose results are not in the figures, and why each is not."""
    missing = [one for one in inputs.schools if not one.pupils]
    rows = tuple(Row(one.name, (Cell(said("standing", one.standing)), _expected(one.expected))) for one in missing)
    heading = said("heading", "missing")
    if not rows:
        return Section(key="missing", heading=heading, said=(said("covered", "all"),))
    columns = tuple(said("column", name) for name in ("one_school", "why_missing", "expected"))
    table = Table(key="missing", caption=said("caption", "missing"), columns=columns, rows=rows, texts=True)
    return Section(key="missing", heading=heading, said=(said("covered", "missing"),), parts=(table,))


def _expected(number: int | None) -> Cell:
    return Cell("" if number is None else f"{number:,}", number=number)


def _whole(inputs: SchoolsInputs) -> Coverage:
    """The pupils expected are those of every school that was asked, whether it takes part or not."""
    held = [one.counts.all for one in inputs.counted if one.counts]
    return coverage_of(held, len(inputs.schools), [one.expected for one in inputs.schools])
