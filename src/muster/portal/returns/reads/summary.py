"""What of a return a page counts: what is to put right, to explain and to answer, and who was sent."""

import msgspec

from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Question, Return
from muster.portal.returns.reads.causes import CauseHere, causes_of_return
from muster.portal.returns.reads.expected import your_pupils
from muster.portal.returns.unread import open_questions

_MISSING = "C01"


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of a return, by the latest check of the version that the school works on; 0 where there is none.

    `errors` must be put right, `open_questions` still be explained or answered, those counted but not listed too;
    `explained` are. `notes` ask nothing. `movements` are the pupils of whom the school should say where they are.
    `expected` is how many pupils of the roll are expected (`your_pupils`), None where there is no roll,
    `expected_sent` how many of these are among the `pupils_sent`. `questions_open` are the authority's own questions
    without an answer.
    """

    errors: int = 0
    open_questions: int = 0
    explained: int = 0
    notes: int = 0
    movements: int = 0
    pupils_sent: int = 0
    expected: int | None = None
    expected_sent: int = 0
    questions_open: int = 0


def summary_of(scope: Scope, school_return: Return) -> Summary:
    """The counts of a return; also of one that is not kept yet, since the school has done nothing."""
    version = school_return.version
    causes = causes_of_return(scope, school_return, version) if version else []
    pupils = your_pupils(scope, school_return, _elsewhere(causes))
    return Summary(
        **_counts(causes),
        movements=len(pupils.asked),
        pupils_sent=version.pupils if version else 0,
        expected=None if pupils.taken_on is None else len(pupils.expected),
        expected_sent=sum(one.is_sent for one in pupils.expected),
        questions_open=questions_open(scope, school_return),
    )


def questions_open(scope: Scope, school_return: Return) -> int:
    """How many questions of the authority's have no answer yet."""
    rows = open_questions(Question.objects.filter(school_return=school_return.pk))
    return scope.within(rows, school="school_return__school").count() if school_return.pk else 0


def _elsewhere(causes: list[CauseHere]) -> frozenset[int] | None:
    """The missing pupils (keys) whom another school has sent; None where the check asks about nobody missing."""
    missing = [found for one in causes if one.cause.rule.id == _MISSING for found in one.found]
    return frozenset(found.row.child_id or 0 for found in missing if found.is_elsewhere) if missing else None


def _counts(causes: list[CauseHere]) -> dict[str, int]:
    questions = [one for one in causes if one.is_question]
    return {
        "errors": sum(one.open_number for one in causes if one.is_error),
        "open_questions": sum(one.open_number for one in questions),
        "explained": sum(not found.is_open for one in questions for found in one.found),
        "notes": sum(one.cause.number for one in causes if not one.is_error and not one.is_question),
    }
