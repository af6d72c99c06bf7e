"""The pairs planted in a made-up authority beside those that `muster.likeness` finds, by kind."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from muster.checking import read_file
from muster.formats.names import child_key
from muster.likeness import Claimed, Kind, Match, find
from muster.records import CheckContext, PupilRecord
from muster.synthesis import synthesise
from tests.verify.checked_authority import TODAY, YEAR

LEAST_NEAR = 0.98
KEY_BETWEEN = "|"


class Planted(NamedTuple):
    """One pair of duplicates.csv: the keys of its claims, its kind and variety, and whether it is one child."""

    pair: frozenset[str]
    kind: str
    variety: str
    same_child: bool


class Tally(NamedTuple):
    """Pairs of one kind: planted, found of those, found at all, and one child of those."""

    planted: int
    met: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        """The share of the planted pairs that were found as what they are."""
        return self.met / max(1, self.planted)

    @property
    def precision(self) -> float:
        """The share of the pairs found that are one child."""
        return self.right / max(1, self.found)


class Likenesses(NamedTuple):
    """What was planted and found."""

    planted: list[Planted]
    claims: dict[str, Claimed]
    found: list[Match]

    def tally(self, kind: Kind) -> "Tally":
        """The kind's counts; pairs alike by chance are left aside."""
        wanted = {planted.pair for planted in self.planted if planted.kind == kind}
        found = {_pair(match) for match in self.found if match.kind is kind and not self._by_chance(match)}
        return Tally(len(wanted), len(wanted & found), len(found), len(found & self._true()))

    def missed(self) -> Iterator[Planted]:
        """What was planted as one child and not found."""
        found = set(map(_pair, self.found))
        return (planted for planted in self.planted if planted.same_child and planted.pair not in found)

    def wrong(self) -> Iterator[Match]:
        """What was found and is two children."""
        true = self._true()
        return (match for match in self.found if _pair(match) not in true and not self._by_chance(match))

    def by_chance(self) -> list[Match]:
        """Two children whom chance gave one name and one birthday: they look like one child, and must be found."""
        return [match for match in self.found if self._by_chance(match)]

    def _by_chance(self, match: Match) -> bool:
        if match.kind is not Kind.SAME_NAME or _pair(match) in self._true():
            return False
        one, other = self.claims[str(match.first)], self.claims[str(match.second)]
        return _name_and_birth(one) == _name_and_birth(other)

    def _true(self) -> set[frozenset[str]]:
        return {planted.pair for planted in self.planted if planted.same_child}


def measure(schools: int, pupils: int, seed: int, share: float, folder: Path) -> Likenesses:
    """Make an authority with pairs planted in the folder, and find them."""
    made = folder / "alike"
    synthesise(made, schools=schools, pupils=pupils, seed=seed, faults=0, duplicates=share)
    given = list(claims(made))
    return Likenesses(list(_planted(made)), {str(claim.key): claim for claim in given}, find(given))


def claims(made: Path) -> Iterator[Claimed]:
    """The pupils of all returns."""
    context = CheckContext(today=TODAY, year=YEAR)
    for sender in _rows(made / "submitters.csv"):
        path = made / "returns" / sender["file"]
        for record in read_file(path.read_bytes(), path.name, context).pupils:
            yield _claimed(record, sender["estab"])


def tallies(measured: Sequence[Likenesses]) -> dict[Kind, Tally]:
    """The counts of each kind, over all that was measured."""
    return {
        kind: Tally(*map(sum, zip(*(likenesses.tally(kind) for likenesses in measured), strict=True))) for kind in Kind
    }


def is_kept(measured: Sequence[Likenesses]) -> bool:
    """Whether the certain kinds are wholly right, and near names nearly."""
    return all(
        min(tally.recall, tally.precision) >= (LEAST_NEAR if kind is Kind.NEAR_NAME else 1)
        for kind, tally in tallies(measured).items()
    )


def figures(measured: Sequence[Likenesses]) -> Iterator[str]:
    """Recall and precision of each kind, as lines."""
    for kind, tally in tallies(measured).items():
        words = kind.replace("_", " ")
        yield f"likeness planted, {words}: {tally.planted} pairs"
        yield f"likeness recall, {words}: {tally.recall:.3f} share"
        yield f"likeness precision, {words}: {tally.precision:.3f} share"
    yield f"likeness namesakes of one birthday by chance: {sum(len(one.by_chance()) for one in measured)} pairs"


def _pair(match: Match) -> frozenset[str]:
    return frozenset((str(match.first), str(match.second)))


def _name_and_birth(claim: Claimed) -> str:
    return child_key(claim.surname, claim.forename, claim.dob)


def _claimed(record: PupilRecord, estab: str) -> Claimed:
    return Claimed(
        key=_key(estab, record.upn, record.surname, record.forename),
        school=estab,
        upn=record.upn,
        former_upn=record.former_upn,
        surname=record.surname,
        forename=record.forename,
        preferred_surname=record.preferred_surname,
        preferred_forename=record.preferred_forename,
        dob=record.dob,
        sex=record.sex,
    )


def _planted(made: Path) -> Iterator[Planted]:
    for row in _rows(made / "duplicates.csv"):
        one = _key(row["estab"], row["upn"], row["surname"], row["forename"])
        other = _key(row["other_estab"], row["other_upn"], row["other_surname"], row["other_forename"])
        yield Planted(frozenset((one, other)), row["kind"], row["variety"], row["same_child"] == "Y")


def _key(*words: str) -> str:
    return KEY_BETWEEN.join(words)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
