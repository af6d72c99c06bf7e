"""Cases with their claims as they are now, in a constant number of queries; no identity is opened."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.case_view import CaseView, state_of
from muster.portal.duplicates.claim import Claim, Dated, DateSource
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.duplicates.proposing import proposal_of
from muster.portal.foundation.matching import one_of, one_of_keys
from muster.portal.pupils.models import Child
from muster.portal.returns.brought import brought_by
from muster.portal.returns.claims import claims
from muster.portal.returns.models import IdentityCorrection, PupilAnswer, Result, StruckClaim
from muster.portal.returns.put_right import with_present
from muster.portal.rolls.models import ExpectedPupil

Key = tuple[int, int]
"""A school's key, and a child's."""


def views_of(cases: QuerySet[Case], collection: Collection) -> list[CaseView]:
    """These cases of one collection, the oldest first. The rows must come from a read within somebody's scope."""
    found = list(cases.select_related("submits", "authority").order_by("pk"))
    if not found:
        return []
    sides = _sides_of(cases)
    held = _Held(collection, [side for of_case in sides.values() for side in of_case])
    return [_view(case, tuple(map(held.claim, sides.get(case.pk, ()))), collection) for case in found]


def _view(case: Case, of_case: tuple[Claim, ...], collection: Collection) -> CaseView:
    case.collection = collection
    proposal = proposal_of(collection, of_case)
    return CaseView(case=case, claims=of_case, proposal=proposal, state=state_of(case, of_case, proposal))


def _sides_of(cases: QuerySet[Case]) -> dict[int, list[Side]]:
    rows = Side.objects.filter(case__in=cases.order_by().values("pk"))
    found: dict[int, list[Side]] = {}
    for side in rows.select_related("child", "request__school", "request__school_return").order_by("pk"):
        found.setdefault(side.case_id, []).append(side)
    return found


class _Sent(NamedTuple):
    """A row of a version that counts, with who the pupil is by now: the identity's key, and the child."""

    row: Result
    present: int
    child: Child


class _Held:
    """What is known of the pupils of these sides, each kind of it read once."""

    def __init__(self, collection: Collection, sides: Iterable[Side]) -> None:
        held = list(sides)
        sent = _sent(collection, held)
        keys = {side.child_id for side in held} | {one.child.pk for one in sent} | {one.row.child_id for one in sent}
        self._rows = _by_child(sent)
        self._expected = _expected(collection, keys)
        self._said = _said(collection, keys)
        self._struck = _struck(collection, keys)
        self._asks = _asks(side.pk for side in held)

    def claim(self, side: Side) -> Claim:
        """The side's claim."""
        sent = self._rows.get((side.request.school_id, side.child_id))
        children = _known_as(side, sent)
        keys = [(side.request.school_id, child.pk) for child in children]
        asks = self._asks.get(side.pk, [])
        told = _Told(
            next((ask for ask in reversed(asks) if ask.answered_at), None),
            next((self._said[key] for key in keys if key in self._said), None),
            sent.row if sent else None,
            next((self._expected[key] for key in keys if key in self._expected), None),
        )
        return Claim(
            side=side,
            school=side.request.school,
            school_return=brought_by(side.request),
            row=told.row,
            present=sent.present if sent else None,
            children=children,
            expected=told.roll,
            said=told.said,
            ask=asks[-1] if asks else None,
            answered=told.answered,
            entry=told.entry,
            leaving=told.leaving,
            is_struck=_is_struck(side, sent, self._struck),
        )


class _Told(NamedTuple):
    """Whatever tells of a pupil's dates at a school, the best first."""

    answered: Ask | None
    said: PupilAnswer | None
    row: Result | None
    roll: ExpectedPupil | None

    @property
    def entry(self) -> Dated:
        """The first day on the roll."""
        if self.answered is not None and self.answered.entry_date:
            return Dated(self.answered.entry_date, DateSource.ANSWER)
        if self.said is not None and self.said.kind == PupilAnswer.Kind.JOINED and self.said.day:
            return Dated(self.said.day, DateSource.SAID)
        return _of_lists(self.row.entry_date if self.row else None, self.roll.entry_date if self.roll else None)

    @property
    def leaving(self) -> Dated:
        """The last one. A school that was asked, and says only when the pupil came, says that they have not left."""
        if self.answered is not None and (self.answered.leaving_date or self.answered.entry_date):
            return Dated(self.answered.leaving_date, DateSource.ANSWER)
        if self.said is not None and self.said.kind == PupilAnswer.Kind.LEFT and self.said.day:
            return Dated(self.said.day, DateSource.SAID)
        return _of_lists(self.row.leaving_date if self.row else None, self.roll.leaving_date if self.roll else None)


def _sent(collection: Collection, sides: Sequence[Side]) -> list[_Sent]:
    """The rows of the sides' pupils, as they were sent or as they are by now, in the files' order."""
    children = one_of_keys(side.child_id for side in sides)
    corrected = IdentityCorrection.objects.filter(after__child__in=children).values("result")
    rows = claims(collection).filter(Q(child__in=children) | Q(pk__in=corrected))
    joined = with_present(rows).select_related("child", "version__school_return").defer("version__sealed")
    listed = list(joined.order_by("place"))
    present = one_of(sorted({row.present_child for row in listed}))
    by_now = {one.public_id: one for one in Child.objects.filter(public_id__in=present)}
    return [_Sent(row, row.present, by_now[row.present_child]) for row in listed]


def _by_child(sent: Iterable[_Sent]) -> dict[Key, _Sent]:
    """By school and child the first row: of whom the pupil is by now before whom they were sent as."""
    found: dict[Key, _Sent] = {}
    rows = list(sent)
    for one in rows:
        found.setdefault((one.row.version.school_return.school_id, one.child.pk), one)
    for one in rows:
        found.setdefault((one.row.version.school_return.school_id, one.row.child_id), one)
    return found


def _known_as(side: Side, sent: _Sent | None) -> tuple[Child, ...]:
    """The side's child, whom the pupil was sent as, and whom they are by now; each once."""
    every = [side.child, *((sent.row.child, sent.child) if sent else ())]
    return tuple({child.pk: child for child in every}.values())


def _is_struck(side: Side, sent: _Sent | None, struck: set[Key]) -> bool:
    """Whether the pupil is not counted there: who was sent, or whom the school would send."""
    child = sent.row.child_id if sent else side.child_id
    return (side.request.school_id, child) in struck


def _expected(collection: Collection, children: Iterable[int]) -> dict[Key, ExpectedPupil]:
    rows = ExpectedPupil.objects.filter(collection=collection, child__in=one_of_keys(children))
    return {(row.school_id, row.child_id): row for row in rows}


def _said(collection: Collection, children: Iterable[int]) -> dict[Key, PupilAnswer]:
    ours = PupilAnswer.objects.filter(school_return__request__collection=collection)
    rows = ours.filter(child__in=one_of_keys(children))
    return {(row.school_return.school_id, row.child_id): row for row in rows.select_related("school_return")}


def _struck(collection: Collection, children: Iterable[int]) -> set[Key]:
    ours = StruckClaim.objects.filter(school_return__request__collection=collection, lifted_at=None)
    rows = ours.filter(child__in=one_of_keys(children))
    return set(rows.values_list("school_return__school_id", "child_id"))


def _asks(sides: Iterable[int]) -> dict[int, list[Ask]]:
    found: dict[int, list[Ask]] = {}
    for ask in Ask.objects.filter(side__in=one_of_keys(sides), withdrawn_at=None).order_by("pk"):
        found.setdefault(ask.side_id, []).append(ask)
    return found


def _of_lists(in_file: date | None, on_roll: date | None) -> Dated:
    if in_file:
        return Dated(in_file, DateSource.FILE)
    return Dated(on_roll, DateSource.ROLL) if on_roll else Dated()
