"""What of a return a page counts: what is to put right, to explain and to answer, and who was sent."""

from collections import Counter

import msgspec

from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Question, Result, Return, Version
from muster.portal.returns.reads.findings import Found, findings_of
from muster.portal.rolls.models import ExpectedPupil
from muster.records import Severity

_MOVEMENT = frozenset({"C01", "C02"})


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of a return, by the latest check of the version that the school works on; 0 where there is none.

    `errors` must be put right, `open_questions` still be explained or answered, `explained` are. `movements` are
    those of the open questions that ask where a pupil is. `not_listed` counts what was found beyond what is kept in
    full. `expected` is how many pupils the roll has, None where there is no roll, `expected_sent` how many of these
    are among the `pupils_sent`. `questions_open` are the authority's own questions without an answer.
    """

    errors: int = 0
    open_questions: int = 0
    explained: int = 0
    notes: int = 0
    movements: int = 0
    not_listed: int = 0
    pupils_sent: int = 0
    expected: int | None = None
    expected_sent: int = 0
    questions_open: int = 0


def summary_of(scope: Scope, school_return: Return) -> Summary:
    """The counts of a return; also of one that is not kept yet, since the school has done nothing."""
    version = school_return.version
    expected = expected_number(scope, school_return)
    return Summary(
        **_counts(findings_of(scope, school_return, version) if version else []),
        not_listed=sum(school_return.not_listed.values()),
        pupils_sent=version.pupils if version else 0,
        expected=expected or None,
        expected_sent=_expected_sent(scope, school_return, version) if version and expected else 0,
        questions_open=questions_open(scope, school_return),
    )


def questions_open(scope: Scope, school_return: Return) -> int:
    """How many questions of the authority's have no answer yet."""
    rows = Question.objects.filter(school_return=school_return.pk, answered_at=None)
    return scope.within(rows, school="school_return__school").count() if school_return.pk else 0


def _counts(found: list[Found]) -> dict[str, int]:
    counts = Counter(_kind(one) for one in found)
    counts["movements"] = sum(one.is_open and one.row.rule in _MOVEMENT for one in found)
    return dict(counts)


def _kind(found: Found) -> str:
    if found.finding.severity is Severity.NOTE:
        return "notes"
    if found.finding.severity is Severity.ERROR:
        return "errors"
    return "open_questions" if found.is_open else "explained"


def expected_number(scope: Scope, school_return: Return) -> int:
    """How many pupils the roll has for the school; 0 where there is none."""
    rows = ExpectedPupil.objects.filter(
        collection=school_return.request.collection_id, school=school_return.school_id, identity__erased_at=None
    )
    return scope.within(rows).count()


def _expected_sent(scope: Scope, school_return: Return, version: Version) -> int:
    sent = scope.within(Result.objects.filter(version=version), school="version__school_return__school")
    rows = ExpectedPupil.objects.filter(
        collection=school_return.request.collection_id, school=school_return.school_id, child__in=sent.values("child")
    )
    return scope.within(rows).count()
