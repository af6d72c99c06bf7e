"""What the schools of a case say, side by side: a row for each thing, and whether they say it differently."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

import msgspec

from muster.formats.names import fold
from muster.portal.collecting.terms import subjects_of
from muster.portal.duplicates.case_view import CaseState, CaseView
from muster.portal.duplicates.claim import Claim, Dated, DateSource
from muster.portal.duplicates.models import Ask
from muster.portal.duplicates.proposing import period_of
from muster.portal.foundation import clock
from muster.portal.pages.authority.duplicates.words import in_the_period, tasks_in_words
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import PupilAnswer
from muster.portal.returns.whereabouts import CANNOT_SAY, whereabouts

_NAME_REMOVED = "a pupil whose name was removed"
_FROM = {
    DateSource.ANSWER: "as the school answered",
    DateSource.SAID: "as the school said on Your pupils",
    DateSource.FILE: "in the school’s file",
    DateSource.ROLL: "on the authority’s list",
}
_NOT_KNOWN = "Not known"
_NOTHING = "–"


class Cell(msgspec.Struct, frozen=True):
    """What one school says: words, and beneath them where that is known from."""

    words: str
    hint: str = ""


class Row(msgspec.Struct, frozen=True):
    """One thing with a cell a school; `differs` where those who say it say it differently."""

    title: str
    cells: tuple[Cell, ...]
    differs: bool = False


class Column(msgspec.Struct, frozen=True):
    """A school of the case, and whether it is the one that submits, by the rules or as was decided."""

    claim: Claim
    submits: bool


def columns_of(view: CaseView) -> list[Column]:
    """The schools, in the order of their claims."""
    settled = view.state is CaseState.SETTLED
    chosen = view.case.submits_id if settled else (view.proposed.school.pk if view.proposed else None)
    return [Column(one, one.school.pk == chosen) for one in view.claims]


def rows_of(view: CaseView) -> list[Row]:
    """Every row, who it is first."""
    return [*_who(view.claims), *_sent(view), *_dates(view), *_standing(view.claims), *_outcome(view)]


def pupil_of(view: CaseView) -> str:
    """Whom the case is about, as the first school that says it has it."""
    return next((_name_of(one) for one in view.claims if one.who), _NAME_REMOVED.capitalize())


def _name_of(claim: Claim) -> str:
    """Surname first, as lists are read."""
    if claim.who is None:
        return _NAME_REMOVED
    return ", ".join(part for part in (claim.who.surname, claim.who.forename) if part)


def _who(claims: Sequence[Claim]) -> Iterator[Row]:
    yield _row("Pupil", claims, lambda one: Cell(_name_of(one)), _folded_name)
    yield _row("Date of birth", claims, lambda one: Cell(_day(one.who.dob) if one.who and one.who.dob else _NOTHING))
    yield _row("UPN", claims, _upn)
    sexes = _row("Sex", claims, lambda one: Cell(one.who.sex if one.who and one.who.sex else _NOTHING))
    if sexes.differs:
        yield sexes


def _sent(view: CaseView) -> Iterator[Row]:
    yield Row("Sent", tuple(map(_when_sent, view.claims)))
    for key, label in subjects_of(view.case.collection).items():
        yield _row(label, view.claims, partial(_outcome_in, key))


def _dates(view: CaseView) -> Iterator[Row]:
    yield Row("First day", tuple(_dated(one.entry, _NOT_KNOWN) for one in view.claims))
    yield Row("Last day", tuple(_dated(one.leaving, "None known") for one in view.claims))
    days, period = view.proposal.days, period_of(view.case.collection)
    cells = (Cell(str(days.get(one.school.number, _NOT_KNOWN))) for one in view.claims)
    yield Row(f"Days {in_the_period(period)}", tuple(cells))


def _standing(claims: Sequence[Claim]) -> Iterator[Row]:
    yield Row("On the authority’s list", tuple(Cell("Yes" if one.expected else "No") for one in claims))
    if not all(one.takes_part for one in claims):
        yield Row("Takes part", tuple(Cell("Yes" if one.takes_part else "No, it declined") for one in claims))
    if any(one.registration for one in claims):
        yield Row("Registration", tuple(Cell(_registered(one)) for one in claims))
    if any(one.said or one.answered for one in claims):
        yield Row("What the school said", tuple(map(_said, claims)))


def _outcome(view: CaseView) -> Iterator[Row]:
    counted = tuple(Cell(_counted(one)) for one in view.claims)
    yield Row("Counted there", counted)
    tasks = tuple(Cell(tasks_in_words(view, one) or _NOTHING) for one in view.claims)
    if any(one.words != _NOTHING for one in tasks) and view.state not in (CaseState.NOT_SAME, CaseState.GONE):
        yield Row("What it has to do", tasks)


Telling = Callable[[Claim], Cell]


def _row(title: str, claims: Sequence[Claim], tell: Telling, same: Callable[[Claim], str] | None = None) -> Row:
    """A row that says whether the schools differ: by its words, or by what `same` makes of them."""
    cells = tuple(map(tell, claims))
    told = [same(claim) if same else cell.words for claim, cell in zip(claims, cells, strict=True)]
    return Row(title, cells, differs=len({one for one in told if one not in _SILENT}) > 1)


_SILENT = frozenset({"", _NOTHING})
"""What is no saying otherwise."""


def _folded_name(claim: Claim) -> str:
    return fold(f"{claim.who.surname} {claim.who.forename}") if claim.who else ""


def _upn(claim: Claim) -> Cell:
    if claim.who is None or not claim.who.upn:
        return Cell(_NOTHING)
    return Cell(claim.who.upn, f"before that {claim.who.former_upn}" if claim.who.former_upn else "")


def _when_sent(claim: Claim) -> Cell:
    if claim.row is None or claim.sent_at is None:
        return Cell("Not sent", "Whom it sent was put right as another child" if claim.is_parted else "")
    kept = claim.school_return
    confirmed = kept is not None and kept.in_force != InForce.NONE
    hint = "Confirmed" if confirmed else "Not confirmed yet"
    return Cell(f"{clock.in_words(claim.sent_at)}, by {claim.sent_by_name}", hint)


def _outcome_in(subject: str, claim: Claim) -> Cell:
    return Cell((str(getattr(claim.row, subject)) if claim.row else "") or _NOTHING)


def _dated(dated: Dated, otherwise: str) -> Cell:
    if dated.source is None:
        return Cell(otherwise)
    return Cell(_day(dated.day) if dated.day else "Still there", _FROM[dated.source])


def _registered(claim: Claim) -> str:
    return str(Ask.Registration(claim.registration).label) if claim.registration else "Not asked"


def _said(claim: Claim) -> Cell:
    parts = [_on_your_pupils(claim.said)] if claim.said else []
    if claim.answered and claim.answered.view:
        parts.append(f"Asked: {Ask.View(claim.answered.view).label}")
    return Cell("\n".join(parts) or _NOTHING)


def _on_your_pupils(said: PupilAnswer) -> str:
    day = f" on {_day(said.day)}" if said.day else ""
    return f"{PupilAnswer.Kind(said.kind).label}{day}{_elsewhere(said)}"


def _elsewhere(said: PupilAnswer) -> str:
    if said.elsewhere == CANNOT_SAY:
        return ", the school cannot say where from or to"
    place = whereabouts().get(said.elsewhere)
    if place is None:
        return ""
    return f" {place.joined if said.kind == PupilAnswer.Kind.JOINED else place.left}"


def _counted(claim: Claim) -> str:
    if claim.is_struck:
        return "No: another school submits the pupil"
    return "Yes" if claim.is_sent else "No: not sent"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
