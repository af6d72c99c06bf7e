"""What was found in every school's results, what the school has said about it, and what was made of that."""

from collections.abc import Callable, Iterator

from muster.formats.export import Cell
from muster.portal.casework.exports.columns import Column, Table
from muster.portal.casework.exports.shared import SharedRows, shared_rows
from muster.portal.collecting.models import Collection
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Review
from muster.portal.returns.reads.findings import Found, findings_of
from muster.portal.returns.reads.left import reviews_of
from muster.portal.returns.reads.standing import Standing
from muster.portal.returns.saying import answer_in_words, said_of
from muster.portal.returns.unread import latest_reviews
from muster.records import Severity
from muster.rules.causes import SEVERITY_WORDS, causes_among

NAME = "Findings"
COLUMNS = (
    Column("DfE number", "The school’s LA number and establishment number."),
    Column("URN", "The school’s unique reference number."),
    Column("School", "The school’s name."),
    Column("Return", "How far the school’s return is."),
    Column("Check", "The check’s number, as on the page of checks."),
    Column("How urgent", "To put right, to explain, or for information."),
    Column("Cause", "What the check looks for."),
    Column("Pupil", "The pupil, as the file has them; empty for the file as a whole."),
    Column("UPN", "As the file has it."),
    Column("Subject", "The subject, where it is about one."),
    Column("In the file", "What the file says."),
    Column("What is wrong", "The finding in words."),
    Column("Where it stands", "Open, explained, or settled by what the school said of the pupil."),
    Column("The school says", "Its explanation, or where the pupil is."),
    Column("Said by", "Who said so."),
    Column("Your answer", "Taken or asked again; empty while nobody has looked at the explanation as it is now."),
    Column("Answered by", "Who answered, and when in London’s time."),
    Column("Also sent by", "The other schools that have sent the pupil, once the case is found; for you alone."),
)


def findings_table(
    scope: Scope, collection: Collection, standing: list[Standing], done: Callable[[], object] = lambda: None
) -> Table:
    """The findings of these schools' results, for officers: also who else has sent a pupil.

    `done` is called after each school.
    """
    shared = shared_rows(scope, collection, standing)
    return Table(NAME, COLUMNS, [row for one in standing for row in _school_rows(scope, collection, one, shared, done)])


def _school_rows(
    scope: Scope, collection: Collection, standing: Standing, shared: SharedRows, done: Callable[[], object]
) -> Iterator[list[Cell]]:
    school_return, version = standing.school_return, standing.version
    if school_return is not None and version is not None:
        school = standing.request.school
        before = [school.number, school.urn, school.name, standing.state.words(collection.authority.name)]
        found = findings_of(scope, school_return, version)
        reviews = latest_reviews(reviews_of(scope, [school_return]))
        for one in found:
            yield [*before, *_cells(one, reviews, collection), ""]
        if version == school_return.version:
            yield from ([*before, *cells] for cells in _beyond(found, school_return.not_listed))
            yield from ([*before, *cells] for cells in shared.get(school_return.pk, ()))
    done()


def _cells(one: Found, reviews: dict[int, Review], collection: Collection) -> list[Cell]:
    finding = one.finding
    (cause,) = causes_among([finding], {})
    said, by = _said(one, collection)
    review = reviews.get(one.explanation.pk) if one.explanation else None
    answered = f"{review.by_name}, {review.made_at.astimezone(LONDON):%Y-%m-%d %H:%M}" if review else ""
    verdict = ("Taken" if review.taken else "Asked again") if review else ""
    return [
        finding.rule, SEVERITY_WORDS[finding.severity], cause.rule.title, finding.pupil, finding.upn, finding.subject,
        finding.value, finding.message, _state(one), said, by, verdict, answered,
    ]  # fmt: skip


def _said(one: Found, collection: Collection) -> tuple[str, str]:
    """What the school has said, and who."""
    if one.explanation:
        return said_of(one.explanation, vault_of(collection.authority.public_id)).as_one, one.explanation.by_name
    said = one.answer or one.against
    return answer_in_words(said, is_elsewhere=one.is_elsewhere), said.by_name if said else ""


def _state(one: Found) -> str:
    if one.is_open:
        return "Open"
    if one.explanation:
        return "Explained"
    return "Settled" if one.finding.severity is Severity.QUERY else "For information"


def _beyond(found: list[Found], counted: dict[str, int]) -> Iterator[list[Cell]]:
    """A line for each check that found more than is listed."""
    for cause in causes_among([one.finding for one in found], counted):
        if cause.beyond:
            said = f"{cause.beyond:,} more of the same kind, which are not listed."
            blank: list[Cell] = [""] * 6
            urgent = SEVERITY_WORDS[cause.severity]
            yield [cause.rule.id, urgent, cause.rule.title, "", "", "", "", said, *blank]
