"""Two schools of one collection that both send one pupil, Ada: the first expects her, the second has received her.

Each has pupils of its own besides. `find` opens the case by hand, so that a test decides when it is there.
"""

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Request
from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.models import Case, Side
from muster.portal.duplicates.reads.cases import opened_case
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Person
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.participation import decline
from muster.portal.returns.actions.pupil_answers import Answer, answer_pupils
from muster.portal.returns.models import PupilAnswer, Result, Return
from muster.portal.rolls import actions as rolls
from muster.records import Roll, RollEntry
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, results_file, roll_entries, upn
from tests.portal.season import CANARY
from tests.portal.season import Side as Authority

MOVED = 0
"""The place of the pupil whom both schools send, in either school's entries."""
FORENAMES = ("Gus", "Hana", "Ivo")


@dataclass
class TwoPlaces:
    """The two schools: `first` has the pupil on the roll, `second` has received them."""

    first: Collected
    second: Collected

    @property
    def side(self) -> Authority:
        """The authority's part of the season."""
        return self.first.side

    @property
    def scope(self) -> Scope:
        """An officer's eyes."""
        return Scope(Level.AUTHORITY, self.side.authority.public_id)

    @property
    def schools(self) -> tuple[tuple[Collected, Person], ...]:
        """Either school with its head."""
        return (self.first, self.side.head), (self.second, self.side.other_head)

    @property
    def child(self) -> Child:
        """The pupil whom both know."""
        return _moved()

    def send(self, *, first: bool = True, second: bool = True) -> None:
        """Let both schools send everybody, or all but the pupil."""
        for (school, head), has in zip(self.schools, (first, second), strict=True):
            school.send(results_file(school.entries, without=() if has else (MOVED,)), name(school), head)

    def find(self, kind: Case.Kind = Case.Kind.SAME_UPN) -> Case:
        """Open the case of the pupil, with a side for each school, as finding does."""
        child = _moved()
        collection = self.first.collection
        case = Case.objects.create(
            authority=self.side.authority, collection=collection, kind=kind, reasons=["upn_same"]
        )
        for school, _ in self.schools:
            Side.objects.create(authority=self.side.authority, case=case, request=school.request, child=child)
        return case

    def view(self, case: Case) -> CaseView:
        """The case as an officer reads it now."""
        found = opened_case(self.scope, case.public_id)
        assert found is not None
        return found

    def left(self, day: date, place: str = "authority") -> None:
        """Let the first school say that the pupil left on this day."""
        said = Answer(child=_moved().public_id, kind=PupilAnswer.Kind.LEFT, day=day, elsewhere=place)
        answer_pupils(acting(self.side.head), self.first.request, revision(self.first), [said])

    def joined(self, day: date, place: str = "authority") -> None:
        """Let the second school say that the pupil joined on this day."""
        said = Answer(child=_moved().public_id, kind=PupilAnswer.Kind.JOINED, day=day, elsewhere=place)
        answer_pupils(acting(self.side.other_head), self.second.request, revision(self.second), [said])

    def moved(self, last: date, first: date) -> None:
        """Let both schools say when the pupil changed school."""
        self.left(last)
        self.joined(first)

    def declined(self, school: Collected, head: Person) -> None:
        """Let a school say that it does not take part."""
        decline(acting(head), Request.objects.get(pk=school.request.pk), revision(school))


def two_places(side: Authority) -> TwoPlaces:
    """Both schools asked, their rolls loaded, nothing sent."""
    first = collect(side)
    others = own_entries(side)
    rolls.load_roll(acting(side.officer), first.collection, Roll(TAKEN_ON, (*first.entries, *others)))
    (request,) = collecting.ask_schools(acting(side.officer), first.collection, [side.other_school]).requests
    received = replace(first.entries[MOVED], estab=side.other_school.estab, entry_date=None)
    return TwoPlaces(first, Collected(side, first.collection, request, (received, *others)))


def sent_case(side: Authority, kind: Case.Kind = Case.Kind.SAME_UPN) -> tuple[TwoPlaces, Case]:
    """Both schools have sent the pupil, and the case is found: when they changed school nobody has said."""
    places = two_places(side)
    places.send()
    return places, places.find(kind)


def settled_dates(side: Authority) -> tuple[TwoPlaces, Case]:
    """The same, and both have said that the pupil changed school on 20 May: the first school submits."""
    places, case = sent_case(side)
    places.moved(date(2026, 5, 20), date(2026, 5, 21))
    return places, case


def own_entries(side: Authority) -> tuple[RollEntry, ...]:
    """The pupils of the second school whom no other has."""
    like = roll_entries(side.other_school)[0]
    return tuple(
        replace(like, upn=upn(20 + number), surname=f"Other{CANARY}{name.lower()}", forename=name, dob=date(2019, 2, 3))
        for number, name in enumerate(FORENAMES)
    )


def revision(school: Collected) -> int:
    """The revision of the school's return."""
    return Return.objects.filter(request=school.request).values_list("revision", flat=True).first() or 1


def name(school: Collected) -> str:
    """What the school's file is called."""
    return f"{school.school.number}_KS1_330LLLL_001.xml"


def _moved() -> Child:
    found = Result.objects.filter(place=MOVED).select_related("child").order_by("pk").first()
    assert found is not None
    return found.child
