"""Cases with their claims as they are now, in a constant number of queries; no identity is opened."""

from collections.abc import Iterable, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.case_view import CaseView, state_of
from muster.portal.duplicates.claim import Claim, Dated, DateSource
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.duplicates.parted import parted
from muster.portal.duplicates.proposing import proposal_of
from muster.portal.duplicates.shared import OF_A_CHILD, Children, requests_with, versions_of
from muster.portal.foundation.matching import one_of_keys
from muster.portal.pupils.models import Child
from muster.portal.returns.brought import brought_by
from muster.portal.returns.expecting import Expecting
from muster.portal.returns.models import IdentityCorrection, PupilAnswer, Result, Return, StruckClaim, Version
from muster.portal.returns.put_right import with_present
from muster.portal.rolls.models import ExpectedPupil

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from muster.portal.returns.put_right import Present

Key = tuple[int, int]
"""A school's key, and a child's."""

_OF_A_SIDE = ("public_id", "authority", "case", "request", *(f"child__{one}" for one in OF_A_CHILD))
_OF_A_RESULT = ("public_id", "version", "child", "identity", "place", "entry_date", "leaving_date")
_OF_THE_ROLL = ("school", "child", "identity", "nc_year", "enrol_status", "entry_date", "leaving_date")


def views_of(cases: QuerySet[Case], collection: Collection, *, brief: bool = False) -> list[CaseView]:
    """These cases of one collection, the oldest first. The rows must come from a read within somebody's scope.

    `brief` leaves out of each claim what a line of a list does not say: outcomes, and most of schools and returns.
    """
    found = list(cases.order_by("pk"))
    if not found:
        return []
    rows = Side.objects.filter(case__in=cases.order_by().values("pk")).select_related("child")
    sides = list(rows.only(*_OF_A_SIDE).order_by("pk"))
    one_child = {one.pk for one in found if one.outcome != Case.Outcome.NOT_SAME}
    claims = _claims(collection, sides, one_child, brief=brief)
    return [_view(case, tuple(claims.get(case.pk, ())), collection) for case in found]


def _claims(
    collection: Collection, sides: Sequence[Side], one_child: Set[int], *, brief: bool
) -> dict[int, list[Claim]]:
    """By case the claims of these sides; `one_child` are the cases whose pupils are not known to be two children."""
    held = _Held(collection, sides, brief=brief)
    of_cases: dict[int, list[Claim]] = {}
    for side in sides:
        of_cases.setdefault(side.case_id, []).append(held.claim(side))
    apart = parted(collection, (several for case, several in of_cases.items() if case in one_child))
    if apart:
        for several in of_cases.values():
            several[:] = (held.claim(one.side, is_parted=True) if one.side.pk in apart else one for one in several)
    return of_cases


def _view(case: Case, of_case: tuple[Claim, ...], collection: Collection) -> CaseView:
    case.collection, case.authority = collection, collection.authority
    if case.submits_id:
        case.submits = next((one.school for one in of_case if one.school.pk == case.submits_id), case.submits)
    proposal = proposal_of(collection, of_case)
    return CaseView(case=case, claims=of_case, proposal=proposal, state=state_of(case, of_case, proposal))


class _Sent(NamedTuple):
    """A row of a version that counts, with who the pupil is by now: the identity's key, and the child."""

    row: Result
    present: int
    child: Child


class _Held:
    """What is known of the pupils of these sides, each kind of it read once."""

    def __init__(self, collection: Collection, sides: Sequence[Side], *, brief: bool) -> None:
        requests = requests_with(collection, (side.request_id for side in sides), brief=brief)
        sent = _sent(sides, versions_of(requests.values()), brief=brief)
        children = Children(sides, sent)
        for side in sides:
            side.request = requests[side.request_id]
        returns = [kept for one in requests.values() if (kept := brought_by(one))]
        self._rows = _by_child(_Sent(row, row.present, children.by_public_id[row.present_child]) for row in sent)
        self._expected, self._expecting = _expected(collection, children.by_key), Expecting(collection)
        self._said = _said(returns, children.by_key)
        self._struck = _struck(returns, children.by_key)
        self._asks = _asks(side.pk for side in sides)

    def claim(self, side: Side, *, is_parted: bool = False) -> Claim:
        """The side's claim; `is_parted` says that whom the school has sent is somebody else."""
        sent = None if is_parted else self._rows.get((side.request.school_id, side.child_id))
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
            turned_out=sent.child.pk if sent and sent.child.pk != sent.row.child_id else None,
            children=children,
            expected=told.roll,
            is_expected=self._is_expected(told.roll),
            said=told.said,
            ask=asks[-1] if asks else None,
            answered=told.answered,
            entry=told.entry,
            leaving=told.leaving,
            is_struck=_is_struck(side, sent, self._struck),
            is_parted=is_parted,
        )

    def _is_expected(self, roll: ExpectedPupil | None) -> bool:
        return roll is not None and self._expecting.expects(roll.nc_year, roll.enrol_status, roll.leaving_date)


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


def _sent(
    sides: Iterable[Side], versions: dict[int, Version], *, brief: bool
) -> "list[WithAnnotations[Result, Present]]":
    """The rows of the sides' pupils, as they were sent or as they are by now, in the files' order."""
    children = one_of_keys(side.child_id for side in sides)
    corrected = IdentityCorrection.objects.filter(after__child__in=children).values("result")
    rows = Result.objects.filter(Q(child__in=children) | Q(pk__in=corrected), version__in=one_of_keys(versions))
    present = with_present(rows).order_by("place")
    listed = list(present.only(*_OF_A_RESULT) if brief else present)
    for row in listed:
        row.version = versions[row.version_id]
    return listed


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
    return {(row.school_id, row.child_id): row for row in rows.only(*_OF_THE_ROLL)}


def _said(returns: Iterable[Return], children: Iterable[int]) -> dict[Key, PupilAnswer]:
    kept = {one.pk: one for one in returns}
    rows = PupilAnswer.objects.filter(school_return__in=one_of_keys(kept), child__in=one_of_keys(children))
    return {(kept[row.school_return_id].school_id, row.child_id): row for row in rows}


def _struck(returns: Iterable[Return], children: Iterable[int]) -> set[Key]:
    schools = {one.pk: one.school_id for one in returns}
    rows = StruckClaim.objects.filter(school_return__in=one_of_keys(schools), child__in=one_of_keys(children))
    pairs = rows.filter(lifted_at=None).values_list("school_return", "child")
    return {(schools[school_return], child) for school_return, child in pairs}


def _asks(sides: Iterable[int]) -> dict[int, list[Ask]]:
    found: dict[int, list[Ask]] = {}
    for ask in Ask.objects.filter(side__in=one_of_keys(sides), withdrawn_at=None).order_by("pk"):
        found.setdefault(ask.side_id, []).append(ask)
    return found


def _of_lists(in_file: date | None, on_roll: date | None) -> Dated:
    if in_file:
        return Dated(in_file, DateSource.FILE)
    return Dated(on_roll, DateSource.ROLL) if on_roll else Dated()
