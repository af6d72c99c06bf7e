"""What changed from one version of a return to the next."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.reads.results import PupilResult


class Field(StrEnum):
    """What of a pupil's identity may change."""

    SURNAME = "surname"
    FORENAME = "forename"
    PREFERRED_SURNAME = "preferred_surname"
    PREFERRED_FORENAME = "preferred_forename"
    UPN = "upn"
    FORMER_UPN = "former_upn"
    DOB = "dob"
    SEX = "sex"


class Change(msgspec.Struct, frozen=True):
    """One value of a pupil that is another now: `what` is a subject or a field, "" stands for none."""

    who: IdentityRecord | None
    what: str
    before: str
    after: str
    is_outcome: bool


class Differences(msgspec.Struct, frozen=True):
    """The pupils who came and went, and the values that changed, by pupils' names."""

    added: tuple[PupilResult, ...]
    gone: tuple[PupilResult, ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def differences(before: Iterable[PupilResult], after: Iterable[PupilResult], subjects: Sequence[str]) -> Differences:
    """What is otherwise in the version after. The same child is told by its key, one listed twice by its turn."""
    old, new = _by_child(before), _by_child(after)
    changes = (change for key in old.keys() & new.keys() for change in _changes(old[key], new[key], subjects))
    return Differences(
        added=_by_name(new[key] for key in new.keys() - old.keys()),
        gone=_by_name(old[key] for key in old.keys() - new.keys()),
        changed=tuple(sorted(changes, key=lambda change: (_name(change.who), not change.is_outcome, change.what))),
    )


def _by_child(results: Iterable[PupilResult]) -> dict[tuple[str, int], PupilResult]:
    found: dict[tuple[str, int], PupilResult] = {}
    for one in results:
        turn = 0
        while (one.child, turn) in found:
            turn += 1
        found[one.child, turn] = one
    return found


def _changes(old: PupilResult, new: PupilResult, subjects: Sequence[str]) -> Iterator[Change]:
    for subject in subjects:
        before, after = str(getattr(old.row, subject)), str(getattr(new.row, subject))
        if before != after:
            yield Change(new.who, subject, before, after, is_outcome=True)
    if old.who and new.who:
        for field in Field:
            before, after = _said(old.who, field), _said(new.who, field)
            if before != after:
                yield Change(new.who, field, before, after, is_outcome=False)


def _said(who: IdentityRecord, field: Field) -> str:
    if field is Field.DOB:
        return f"{who.dob.day} {who.dob:%B %Y}" if who.dob else ""
    return str(getattr(who, field))


def _by_name(results: Iterable[PupilResult]) -> tuple[PupilResult, ...]:
    return tuple(sorted(results, key=lambda one: _name(one.who)))


def _name(who: IdentityRecord | None) -> tuple[str, str]:
    return (who.surname.casefold(), who.forename.casefold()) if who else ("", "")
