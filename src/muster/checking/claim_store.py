"""The answers and claims of a batch on disk, and which children two schools claim."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec

from muster.checking.claims import Claims, Label
from muster.checking.scratch import open_scratch
from muster.records import CheckResult
from muster.rules.cross_school import SentElsewhere, SharedPupil

_SCHEMA = """
CREATE TABLE answer (position INTEGER PRIMARY KEY, answer BLOB, labels BLOB, missing BLOB);
CREATE TABLE claim (upn INTEGER, child INTEGER, outcomes INTEGER, school TEXT, position INTEGER, place INTEGER);
CREATE TABLE missing (upn INTEGER, child INTEGER, school TEXT, position INTEGER, place INTEGER);
CREATE TABLE shared (position INTEGER, place INTEGER, same_upn INTEGER, same_outcomes INTEGER,
                     PRIMARY KEY (position, place)) WITHOUT ROWID;
CREATE TABLE elsewhere (position INTEGER, place INTEGER, PRIMARY KEY (position, place)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX claim_upn ON claim (upn, school, outcomes);
CREATE INDEX claim_child ON claim (child, school, upn);
"""
# The UPN is looked at first: INSERT OR IGNORE keeps what it said of a pupil.
_SAME_UPN = """
INSERT OR IGNORE INTO shared
SELECT claim.position, claim.place, 1, alike.one
FROM (SELECT upn, MIN(outcomes) = MAX(outcomes) AS one FROM claim WHERE upn != 0
      GROUP BY upn HAVING MIN(school) != MAX(school)) AS alike
JOIN claim ON claim.upn = alike.upn
"""
_SAME_CHILD = """
INSERT OR IGNORE INTO shared
SELECT claim.position, claim.place, 0, 0
FROM (SELECT child FROM claim WHERE child != 0 GROUP BY child HAVING MIN(school) != MAX(school)) AS alike
JOIN claim ON claim.child = alike.child
WHERE EXISTS (SELECT 1 FROM claim AS other WHERE other.child = claim.child AND other.school != claim.school
              AND (other.upn != claim.upn OR claim.upn = 0))
"""
_ELSEWHERE = """
INSERT OR IGNORE INTO elsewhere
SELECT missing.position, missing.place FROM missing
WHERE EXISTS (SELECT 1 FROM claim WHERE claim.upn = missing.upn AND missing.upn != 0
              AND claim.school != missing.school)
   OR EXISTS (SELECT 1 FROM claim WHERE claim.child = missing.child AND missing.child != 0
              AND claim.school != missing.school)
"""
_encode = msgspec.msgpack.Encoder().encode
_decode_labels = msgspec.msgpack.Decoder(tuple[Label, ...]).decode
_decode_answer = msgspec.msgpack.Decoder(CheckResult).decode


class Crossing(msgspec.Struct, frozen=True):
    """One answer, with what other schools' returns say about its pupils."""

    answer: CheckResult
    shared: tuple[SharedPupil, ...]
    elsewhere: tuple[SentElsewhere, ...]


class ClaimStore:
    """Takes answers and claims in order; afterwards gives each answer back with what crosses it."""

    def __init__(self, path: Path) -> None:
        self._connection = open_scratch(path)
        self._connection.executescript(_SCHEMA)
        self._connection.execute("BEGIN")
        self._count = 0

    def add(self, answer: bytes, school: str | None, claims: Claims) -> None:
        """Keep the next answer (a CheckResult as msgpack). Without a school its pupils are claimed by nobody."""
        position, self._count = self._count, self._count + 1
        labels, missing = _encode(claims.labels), _encode(claims.missing_labels)
        self._connection.execute("INSERT INTO answer VALUES (?, ?, ?, ?)", (position, answer, labels, missing))
        if school is None:
            return
        claimed = [(c.upn, c.child, c.outcomes, school, position, place) for place, c in enumerate(claims.claimed)]
        self._connection.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?)", claimed)
        lacking = [(c.upn, c.child, school, position, place) for place, c in enumerate(claims.missing)]
        self._connection.executemany("INSERT INTO missing VALUES (?, ?, ?, ?, ?)", lacking)

    def crossings(self) -> Iterator[Crossing]:
        """Every answer in the order given, with the pupils that other schools have sent too."""
        self._connection.execute("COMMIT")
        self._connection.executescript(_INDEXES)
        for statement in (_SAME_UPN, _SAME_CHILD, _ELSEWHERE):
            self._connection.execute(statement)
        shared = self._places("SELECT position, place, same_upn, same_outcomes FROM shared ORDER BY position, place")
        elsewhere = self._places("SELECT position, place FROM elsewhere ORDER BY position, place")
        answers = self._connection.execute("SELECT position, answer, labels, missing FROM answer ORDER BY position")
        for position, answer, labels, missing in answers:
            yield Crossing(
                _decode_answer(answer),
                tuple(_shared(_decode_labels(labels), shared.get(position, ()))),
                tuple(_elsewhere(_decode_labels(missing), elsewhere.get(position, ()))),
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _places(self, query: str) -> dict[int, list[tuple[int, ...]]]:
        grouped: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for position, rows in groupby(self._connection.execute(query), key=itemgetter(0)):
            grouped[position] = [row[1:] for row in rows]
        return grouped


def _shared(labels: tuple[Label, ...], places: Sequence[tuple[int, ...]]) -> Iterator[SharedPupil]:
    for place, same_upn, same_outcomes in places:
        label = labels[place]
        yield SharedPupil(
            upn=label.upn,
            who=label.who,
            line=label.line,
            same_upn=bool(same_upn),
            same_outcomes=bool(same_outcomes),
        )


def _elsewhere(labels: tuple[Label, ...], places: Sequence[tuple[int, ...]]) -> Iterator[SentElsewhere]:
    return (SentElsewhere(upn=labels[place].upn, who=labels[place].who) for (place,) in places)
