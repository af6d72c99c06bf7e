"""One pupil's rows in one subject, settled: which code is used, which is wrong, which were tidied."""

from collections.abc import Sequence

import msgspec

from muster.framework import CodeKind, Framework
from muster.records import OutcomeRow

# Source: the order of precedence among wrong codes (R03, R04, R05, R02).
_WRONG_FIRST = (CodeKind.OTHER_SUBJECT, CodeKind.WITHDRAWN, CodeKind.ELSEWHERE, CodeKind.UNKNOWN)


class ReadCode(msgspec.Struct, frozen=True, gc=False):
    """One row's code, tidied (capitals, no white space), and what it is to the subject."""

    code: str
    kind: CodeKind
    row: OutcomeRow

    @property
    def was_tidied(self) -> bool:
        """Whether the code differs from what was written."""
        return self.code != self.row.text


class SubjectReading(msgspec.Struct, frozen=True, gc=False):
    """What one pupil's rows say of one subject.

    `used` is the accepted code that rules and counts go by, None where there is none. `wrong` is the one code that
    R02 to R05 speak of. `differing` holds the codes of this framework where there are two or more (R06), `repeated`
    is true where the used code stands in more than one row (R07).
    """

    subject: str
    read: tuple[ReadCode, ...] = ()
    used: str | None = None
    wrong: ReadCode | None = None
    differing: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """No outcome at all (R01)."""
        return not self.read

    @property
    def plain(self) -> bool:
        """One row with an accepted code as it should be written: none of R01 to R07 and R16 speaks of it."""
        return self.used is not None and len(self.read) == 1 and not self.read[0].was_tidied

    @property
    def repeated(self) -> bool:
        """The used code stands in more than one row."""
        return self.used is not None and len(self.read) > 1


def tidy_code(text: str) -> str:
    """A code in capitals without white space."""
    return "".join(text.split()).upper()


def read_subject(subject: str, rows: Sequence[OutcomeRow], framework: Framework) -> SubjectReading:
    """Settle the rows of one subject; blank results beside a value are nothing."""
    if not rows:
        return SubjectReading(subject)
    if len(rows) == 1 and framework.kind_of(rows[0].text, subject) is CodeKind.ACCEPTED:
        return SubjectReading(subject, (ReadCode(rows[0].text, CodeKind.ACCEPTED, rows[0]),), rows[0].text)
    return _settled(subject, rows, framework)


def _settled(subject: str, rows: Sequence[OutcomeRow], framework: Framework) -> SubjectReading:
    read = tuple(_read_code(row, subject, framework) for row in rows if row.text)
    wrong = min((r for r in read if r.kind in _WRONG_FIRST), key=lambda r: _WRONG_FIRST.index(r.kind), default=None)
    known = tuple(dict.fromkeys(r.code for r in read if r.code in framework.known_codes))
    differing = known if len(known) > 1 else ()
    used = known[0] if known and wrong is None and not differing else None
    return SubjectReading(subject, read, used, wrong, differing)


def _read_code(row: OutcomeRow, subject: str, framework: Framework) -> ReadCode:
    code = tidy_code(row.text)
    return ReadCode(code, framework.kind_of(code, subject), row)
