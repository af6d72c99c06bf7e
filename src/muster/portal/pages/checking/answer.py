"""The answer to a file as a page says it: by what it asks of the school, then by cause, then by pupil."""

from itertools import groupby

import msgspec

from muster.records import CheckResult
from muster.rules.causes import SEVERITY_WORDS, Cause, causes_of
from muster.rules.engine import line_word


class Group(msgspec.Struct, frozen=True):
    """The causes that ask the same of the school; `key` is error, query or note, `title` says it."""

    key: str
    title: str
    causes: tuple[Cause, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What `checking/answer.html` shows: what was read, and the groups that have anything in them.

    `counts` has for each subject its codes with how many pupils have each. `line` is what a place in the file is
    called: a line, or a row. `waiting` names what was not there to check beside: roll, history, school.
    """

    pupils: int
    school: str
    line: str
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    groups: tuple[Group, ...]
    waiting: frozenset[str]

    @property
    def urgent(self) -> str:
        """The most that is asked of the school: error, query, note, or "" for nothing."""
        return self.groups[0].key if self.groups else ""


def answer_of(result: CheckResult) -> Answer:
    """The answer in the page's order; nothing of it is lost but what the core itself only counts."""
    return Answer(
        pupils=result.pupils,
        school=(result.school.name or "") if result.school else "",
        line=line_word(result.kind),
        counts=tuple((subject, tuple(codes.items())) for subject, codes in result.outcomes.items() if codes),
        groups=tuple(
            Group(str(severity), SEVERITY_WORDS[severity], tuple(causes))
            for severity, causes in groupby(causes_of(result), key=lambda cause: cause.severity)
        ),
        waiting=frozenset(result.waiting),
    )
