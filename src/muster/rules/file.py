"""The rules on the file as a whole (F01 to F19)."""

from collections import Counter
from collections.abc import Iterator

from muster.formats.filename import expected_name, follows_pattern, last_part
from muster.records import Facts, Header, Kind, Problem, ProblemKind
from muster.rules.registry import Found, rule
from muster.rules.return_view import ReturnView, Stop
from muster.rules.row_names import row_phrases
from muster.rules.submitter import is_others, is_predecessors, source_number

_UNREADABLE = {
    ProblemKind.EMPTY,
    ProblemKind.DAMAGED,
    ProblemKind.LOCKED,
    ProblemKind.ENCODING_REFUSED,
}
_TOO_MUCH = {ProblemKind.TOO_BIG, ProblemKind.UNSAFE}
_MOST_YEARS_NAMED = 16


@rule("F01")
def unreadable(given: ReturnView) -> Iterator[Found]:
    """The upload is empty, damaged, locked or in an encoding that is not read."""
    problem = given.file.unread
    if problem is not None and problem.kind in _UNREADABLE:
        damaged = problem.kind is ProblemKind.DAMAGED
        yield _from_problem(problem, _variant(problem.facts["what"] if damaged else problem.kind.value))


@rule("F02")
def not_results(given: ReturnView) -> Iterator[Found]:
    """The file can be read, but is neither a CTF nor a results table."""
    problem = given.file.unread
    if problem is not None and problem.kind is ProblemKind.NOT_RESULTS:
        missing = problem.facts["missing"]
        columns = (
            tuple("UPN" if column == "upn" else column for column in missing) if isinstance(missing, tuple) else ()
        )
        yield Found(variant="columns" if columns else "", facts=problem.facts | {"missing": columns})


@rule("F03")
def too_much(given: ReturnView) -> Iterator[Found]:
    """The file is over a limit, or built in a way that is never read."""
    problem = given.file.unread
    if problem is not None and problem.kind in _TOO_MUCH:
        kind = "what" if problem.kind is ProblemKind.TOO_BIG else "why"
        yield _from_problem(problem, _variant(problem.facts[kind]))


@rule("F04")
def archive_contents(given: ReturnView) -> Iterator[Found]:
    """An archive of a school does not hold exactly one results file."""
    problem = given.file.unread
    if problem is not None and problem.kind is ProblemKind.ARCHIVE_CONTENTS:
        results = problem.facts["results"]
        variant = "nested" if problem.facts["nested"] else "none" if results == 0 else ""
        yield _from_problem(problem, variant)


@rule("F05")
def another_school(given: ReturnView) -> Iterator[Found]:
    """The file names another school than the one that sends it, or none."""
    school = given.context.school
    if school is None or given.stop is Stop.UNREAD or not is_others(given.file, school):
        return
    header = given.file.header
    named = source_number(header)
    facts: Facts = {"sender": school.number, "named": named or header.source_urn, "source": _source(header)}
    variant = "none" if named is None and given.file.kind is Kind.CTF else ""
    yield Found(value=named, variant=variant, facts=facts)


@rule("F06")
def no_rows(given: ReturnView) -> Iterator[Found]:
    """The file holds no KS1 teacher-assessment row at all."""
    if given.stop is Stop.NO_ROWS:
        variant = "table" if given.file.kind is not Kind.CTF else "" if given.file.stages else "nothing"
        rows = row_phrases(_problems(given, ProblemKind.ROWS_SKIPPED), given.framework)
        yield Found(variant=variant, facts={"stages": given.file.stages, "held": rows or given.file.stages})


@rule("F07")
def other_year(given: ReturnView) -> Iterator[Found]:
    """There are KS1 teacher-assessment rows, but none of the collection's year."""
    if given.stop is Stop.OTHER_YEAR:
        years = given.file.assessed_years
        yield Found(value=", ".join(years), facts={"years": years, "year": str(given.framework.year)})


@rule("F08")
def version(given: ReturnView) -> Iterator[Found]:
    """The CTF version is neither this academic year's nor the last one's."""
    written = given.file.header.version
    if written and written.split(".")[0].lstrip("0") not in given.framework.ctf.versions:
        yield Found(value=written, facts={"version": written, "wanted": given.framework.ctf.written})


@rule("F09")
def file_name(given: ReturnView) -> Iterator[Found]:
    """The name does not follow the pattern for CTFs; a table's name is not judged."""
    name = last_part(given.file.name)
    if given.file.kind is not Kind.CTF or follows_pattern(name):
        return
    number = source_number(given.file.header)
    wanted = expected_name(number[:3], number[3:], given.la or number[:3]) if number else ""
    yield Found(value=name, variant="" if wanted else "unknown", facts={"name": name, "wanted": wanted})


@rule("F10")
def destination(given: ReturnView) -> Iterator[Found]:
    """The header's destination is another authority."""
    named = given.file.header.dest_la
    if named.isdecimal() and given.la is not None and named != given.la:
        yield Found(value=named, facts={"destination": named, "la": given.la})


@rule("F11")
def made_early(given: ReturnView) -> Iterator[Found]:
    """The file was made before the collection opened."""
    created = given.file.header.created
    if created is not None and created.date() < given.opened and given.stop is not Stop.OTHER_YEAR:
        made = created.date().isoformat()
        yield Found(value=made, facts={"made": made, "opened": given.opened.isoformat()})


@rule("F12")
def no_pupil(given: ReturnView) -> Iterator[Found]:
    """The file holds no pupil."""
    if given.stop is Stop.NO_PUPIL:
        yield Found(variant="" if given.file.kind is Kind.CTF else "table")


@rule("F13")
def discarded(given: ReturnView) -> Iterator[Found]:
    """Personal data that the collection does not need was discarded unread."""
    for problem in _problems(given, ProblemKind.DISCARDED):
        yield Found(facts=problem.facts)


@rule("F14")
def rows_skipped(given: ReturnView) -> Iterator[Found]:
    """Rows that the collection does not take were skipped, or have a qualifier that is not known."""
    skipped = list(_problems(given, ProblemKind.ROWS_SKIPPED))
    unknown = list(_problems(given, ProblemKind.QUALIFIER_UNKNOWN))
    if skipped or unknown:
        count = sum(int(str(problem.facts["count"])) for problem in skipped)
        rows = row_phrases(skipped, given.framework)
        qualifiers = tuple(str(problem.facts["qualifier"]) for problem in unknown)
        variant = "qualifier" if not skipped else "both" if unknown else ""
        yield Found(variant=variant, facts={"count": count, "rows": rows, "qualifiers": qualifiers})


@rule("F15")
def encoding(given: ReturnView) -> Iterator[Found]:
    """The text encoding was not the declared one."""
    for problem in _problems(given, ProblemKind.ENCODING_REPAIRED):
        yield Found(value=str(problem.facts["declared"]) or None, facts=problem.facts)


@rule("F16")
def academic_year(given: ReturnView) -> Iterator[Found]:
    """The header's academic year is not the collection's, though the rows' year is."""
    written = given.file.header.academic_year
    wanted = given.framework.ctf.academic_year
    if written and written[:4] != wanted and given.stop is not Stop.OTHER_YEAR:
        variant = "" if given.stop is None else "alone"
        yield Found(value=written, variant=variant, facts={"written": written, "wanted": wanted})


@rule("F17")
def received_before(given: ReturnView) -> Iterator[Found]:
    """The same bytes have been received already."""
    if given.file.sha256 in (given.context.receipts or frozenset()):
        yield Found()


@rule("F18")
def left_out(given: ReturnView) -> Iterator[Found]:
    """Pupils outside the collection were left out."""
    if given.left_out:
        years = Counter(pupil.nc_year for pupil in given.left_out)
        common = sorted(sorted(years), key=years.__getitem__, reverse=True)[:_MOST_YEARS_NAMED]
        named = [_in_year(years[year], year) for year in sorted(common)]
        others = len(given.left_out) - sum(years[year] for year in common)
        named += [f"{others} in other years"] if others else []
        yield Found(facts={"count": len(given.left_out), "years": tuple(named)})


@rule("F19")
def predecessor(given: ReturnView) -> Iterator[Found]:
    """The file names a predecessor of the submitting school, and is read as its own."""
    if given.stop is not Stop.UNREAD and is_predecessors(given.file, given.context.school):
        number = source_number(given.file.header) or ""
        yield Found(value=number, facts={"named": number, "source": _source(given.file.header)})


def _problems(given: ReturnView, kind: ProblemKind) -> Iterator[Problem]:
    return (problem for problem in given.file.problems if problem.kind is kind)


def _source(header: Header) -> str:
    """The school that a file names, as people would say it."""
    number = source_number(header) or header.source_urn
    return f"{header.source_name} ({number})" if header.source_name else f"number {number}"


def _in_year(count: int, year: str) -> str:
    return f"{count} in year {year}" if year else f"{count} without a year"


def _variant(what: object) -> str:
    """The variant that speaks of this; of a damaged CTF and of a large file the rules' own sentences do."""
    return "" if what in ("xml", "file") else str(what)


def _from_problem(problem: Problem, variant: str) -> Found:
    return Found(line=problem.line, variant=variant, facts=problem.facts)
