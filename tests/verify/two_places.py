"""`python -m tests.verify.two_places [--schools N]`: are planted movers found in the portal, and proposed as is true?

An authority is loaded through the portal's actions: roll, files, and what schools say of pupils who left or joined,
from the truth. Prints recall and right proposals by case of the rules, and the precision of cases by kind; exit status
1 where one is under 1. Two children whom chance gave one name, or nearly, and one birthday are counted beside that:
nobody can tell them from one child but a person who asks. So are pupils whom a planted fault put into two schools
(X01 to X04): they never moved.
"""

import argparse
import csv
import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.identities import portal_of_its_own
from tests.verify.planted_movers import DATES_UNKNOWN, DUAL, Planted, make

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from muster.portal.collecting.models import Collection, Request
    from muster.portal.duplicates.case_view import CaseView
    from muster.portal.returns.actions.pupil_answers import Answer
    from muster.portal.returns.models import Result
    from muster.portal.rolls.models import ExpectedPupil

TODAY = datetime(2026, 7, 1, 9, tzinfo=UTC)
"""After the last of the moves, so that schools can speak of it."""

MOST_BY_CHANCE = 0.02
"""So many cases of two children alike by chance there may be for each planted mover."""

Place = tuple[str, str]
"""A school's seven digits, and a UPN."""


class Outcome(NamedTuple):
    """What was planted, and by its number in that the case that was found.

    `others` are cases of nobody planted, of which those alike in name and birthday alone are so `by_chance`. `silent`
    are the numbers of schools whose file was turned away for a fault, `crossed` the cases of pupils whom a planted
    fault put into two schools.
    """

    planted: list[Planted]
    found: "dict[int, CaseView]"
    others: "list[CaseView]"
    silent: frozenset[str] = frozenset()
    crossed: "tuple[CaseView, ...]" = ()

    def by_case(self) -> Iterator[tuple[str, int, int, int]]:
        """Each case of the rules: how many were planted, found, and proposed right."""
        planted = Counter(one.mover.case for one in self.planted)
        found = Counter(self.planted[number].mover.case for number in self.found)
        right = Counter(self.planted[number].mover.case for number in self.found if self.is_right(number))
        yield from ((case, planted[case], found[case], right[case]) for case in sorted(planted))

    def by_kind(self) -> Iterator[tuple[str, int, int]]:
        """Each kind of case, without those by chance: how many were found, and how many of them are planted as it."""
        chance = {view.case.pk for view in self.by_chance}
        every = (view for view in (*self.found.values(), *self.others) if view.case.pk not in chance)
        kinds = Counter(str(view.case.kind) for view in every)
        true = Counter(self.planted[number].kind for number in self.found if self._is_of_kind(number))
        yield from ((kind, kinds[kind], true[kind]) for kind in sorted(kinds))

    @property
    def by_chance(self) -> "list[CaseView]":
        """The cases of nobody planted that have nothing but names and a birthday in common."""
        return [view for view in self.others if view.case.kind in ("same_name", "near_name")]

    @property
    def missed(self) -> list[Planted]:
        """The movers who were not found though both schools' files were taken."""
        missing = (one for number, one in enumerate(self.planted) if number not in self.found)
        return [one for one in missing if not self.silent & set(one.schools)]

    def is_right(self, number: int) -> bool:
        """Whether the proposal is the truth; where dates are unknown, whether it asks for them and names nobody."""
        mover, answer = self.planted[number].mover, self.found[number].proposal
        is_asked = mover.case == DATES_UNKNOWN
        return (answer.submits or "", bool(answer.needs)) == (mover.submits, is_asked) and answer.rule == mover.rule

    def is_whole(self) -> bool:
        """Whether everybody was found, and proposed right, and nobody else but a few by chance."""
        few = len(self.by_chance) <= MOST_BY_CHANCE * len(self.planted)
        return (
            few
            and len(self.others) == len(self.by_chance)
            and all(
                number in self.found and self.is_right(number) and self._is_of_kind(number)
                for number in range(len(self.planted))
            )
        )

    def _is_of_kind(self, number: int) -> bool:
        return self.planted[number].kind == self.found[number].case.kind


def measure(folder: Path, schools: int, seed: int, keep: int | None = None, faults: float = 0.0) -> Outcome:
    """Make the authority in the folder, load it into the portal that is set up, and look for its movers."""
    from muster.portal.duplicates.actions.looking import look, look_at_names
    from muster.portal.duplicates.reads.cases import cases_of
    from muster.portal.foundation import clock
    from muster.portal.foundation.scope import Level, Scope

    planted = make(folder, schools, seed, keep, faults)
    with clock.at(TODAY):
        collection = _loaded(folder)
        _say(collection, planted)
        look(collection)
        look_at_names(collection)
        scope = Scope(Level.AUTHORITY, collection.authority.public_id)
        places = _places(collection, planted)
        _answer(cases_of(scope, collection), places, planted)
        outcome = _outcome(cases_of(scope, collection), places, planted)
        return _beside_faults(outcome, folder, collection)


def _beside_faults(outcome: Outcome, folder: Path, collection: "Collection") -> Outcome:
    """The outcome with what planted faults did: files turned away, and pupils put into two schools."""
    put = _put_in_two(folder, collection)
    crossed = tuple(view for view in outcome.others if {one.side.child.public_id for one in view.claims} <= put)
    others = [view for view in outcome.others if view not in crossed]
    return outcome._replace(others=others, silent=_silent(collection), crossed=crossed)


def _put_in_two(folder: Path, collection: "Collection") -> set[str]:
    """The children (public ids) of whom the truth says that a fault between two schools was planted."""
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as table:
        upns = {row["upn"] for row in csv.DictReader(table) if row["rule"].startswith("X")}
    every = (*_on_roll(collection).items(), *_sent(collection).items())
    return {child for (_, upn), child in every if upn in upns}


def _loaded(folder: Path) -> "Collection":
    from bench.made_up_authority import collected
    from muster.portal.demonstration.tables import sent_files
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.foundation.once import new_key
    from muster.portal.returns.actions import send_file

    requests, files = collected(folder), sent_files(folder)
    for one in requests:
        sent = files[one.school.la, one.school.estab]
        send_file(SYSTEM, one, 1, sent.name, sent.path.read_bytes(), new_key())
    return requests[0].collection


def _say(collection: "Collection", planted: Iterable[Planted]) -> None:
    """Let schools say when their pupils left and joined, as far as it is known and the school may speak of it."""
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.returns.actions.pupil_answers import answer_pupils
    from muster.portal.returns.models import Return

    requests = {one.school.number: one for one in collection.requests.select_related("school", "authority")}
    on_roll, sent = _on_roll(collection), _sent(collection)
    said: dict[str, list[Answer]] = {}
    for one in planted:
        first, second = one.mover.spells
        number, upn = one.numbers
        _note(said, first.school, on_roll.get((first.school, number)), "left", first.left)
        _note(said, second.school, sent.get((second.school, upn)), "joined", second.entered)
    for school, answers in said.items():
        request: Request = requests[school]
        request.collection = collection
        answer_pupils(SYSTEM, request, Return.objects.get(request=request).revision, answers)


def _note(said: "dict[str, list[Answer]]", school: str, child: str | None, kind: str, day: date | None) -> None:
    from muster.portal.returns.actions.pupil_answers import Answer
    from muster.portal.returns.models import PupilAnswer

    if child is not None and day is not None:
        answer = Answer(child=child, kind=PupilAnswer.Kind(kind), day=day, elsewhere="authority")
        said.setdefault(school, []).append(answer)


def _silent(collection: "Collection") -> frozenset[str]:
    from muster.portal.returns.claims import counting_versions

    heard = {one.school for one in counting_versions(collection).values()}
    asked = collection.requests.select_related("school")
    return frozenset(one.school.number for one in asked if one.school_id not in heard)


def _answer(views: "Iterable[CaseView]", places: dict[Place, int], planted: list[Planted]) -> None:
    """Of a pupil who is on two rolls at once the second school is asked, and says so."""
    from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
    from muster.portal.duplicates.actions.asking import ask
    from muster.portal.duplicates.models import Ask
    from muster.portal.foundation.actor import SYSTEM

    for view in views:
        number = _number_of(view, places)
        if number is None or planted[number].mover.case != DUAL:
            continue
        spell = planted[number].mover.spells[1]
        (side,) = (one.side.public_id for one in view.claims if one.school.number == spell.school)
        ask(SYSTEM, view.case, view.case.revision, [side])
        waiting = Ask.objects.get(side__public_id=side)
        said = OwnAnswer(entry=spell.entered, registration=Ask.Registration.DUAL, view=Ask.View.NOT_OURS)
        answer_ask(SYSTEM, waiting, waiting.revision, said)


def _places(collection: "Collection", planted: Iterable[Planted]) -> dict[Place, int]:
    """By school and child, each planted mover's number: as the roll has them, and as files do."""
    on_roll, sent, found = _on_roll(collection), _sent(collection), dict[Place, int]()
    for number, one in enumerate(planted):
        for school in one.schools:
            for upn, known in ((one.numbers[0], on_roll), (one.numbers[1], sent)):
                if (school, upn) in known:
                    found[school, known[school, upn]] = number
    return found


def _outcome(views: "Iterable[CaseView]", places: dict[Place, int], planted: list[Planted]) -> Outcome:
    found, others = dict[int, "CaseView"](), list["CaseView"]()
    for view in views:
        number = _number_of(view, places)
        if number is None or number in found:
            others.append(view)
        else:
            found[number] = view
    return Outcome(planted, found, others)


def _number_of(view: "CaseView", places: dict[Place, int]) -> int | None:
    """The mover of whom all of the case's claims are; None where two of them are not, or are two children."""
    numbers = {places.get((one.school.number, one.side.child.public_id)) for one in view.claims}
    return numbers.pop() if len(numbers) == 1 else None


def _on_roll(collection: "Collection") -> dict[Place, str]:
    from muster.portal.rolls.models import ExpectedPupil

    return _by_upn(ExpectedPupil.objects.filter(collection=collection), "school")


def _sent(collection: "Collection") -> dict[Place, str]:
    from muster.portal.returns.claims import claims

    return _by_upn(claims(collection), "version__school_return__school")


def _by_upn(rows: "QuerySet[ExpectedPupil] | QuerySet[Result]", school: str) -> dict[Place, str]:
    """By school and UPN the child's public id."""
    from muster.portal.foundation.matching import one_of_keys
    from muster.portal.pupils.models import Identity
    from muster.portal.pupils.opening import opened

    columns = list(rows.values_list(f"{school}__la", f"{school}__estab", "identity", "child__public_id"))
    people = opened(Identity.objects.filter(pk__in=one_of_keys(row[2] for row in columns)))
    return {
        (f"{la}{estab}", record.upn): child
        for la, estab, identity, child in columns
        if (record := people[identity].record) is not None
    }


def tell(outcome: Outcome) -> None:
    """Print the figures."""
    for case, planted, found, right in outcome.by_case():
        print(f"  two places, {case}: found {found / planted:.2f}, proposed right {right / planted:.2f} (of {planted})")
    for kind, found, true in outcome.by_kind():
        print(f"two places precision, {kind.replace('_', ' ')}: {true / found:.3f} share (of {found})")
    planted = len(outcome.planted)
    right = sum(map(outcome.is_right, outcome.found))
    print(f"two places movers planted: {planted} movers")
    print(f"two places recall: {len(outcome.found) / planted:.3f} share")
    print(f"two places missed though both files were taken: {len(outcome.missed)} movers")
    print(f"two places proposed right: {right / planted:.3f} share")
    print(f"two places cases of faults between schools: {len(outcome.crossed)} cases")
    print(f"two places cases of nobody planted: {len(outcome.others) - len(outcome.by_chance)} cases")
    print(f"two places children alike by chance: {len(outcome.by_chance)} cases")


def main() -> int:
    """Measure once and tell."""
    parser = argparse.ArgumentParser(description="Find every planted mover in the portal.")
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.0)
    given = parser.parse_args()
    with portal_of_its_own("sqlite") as folder:
        logging.disable(logging.CRITICAL)
        outcome = measure(folder / "two-places", given.schools, given.seed, faults=given.faults)
    tell(outcome)
    return 0 if outcome.is_whole() else 1


if __name__ == "__main__":
    sys.exit(main())
