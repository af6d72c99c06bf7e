"""What the latest check of a version found, beside what the school has said about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from typing import TypeVar

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.elsewhere import Asked, asked_of, sent_elsewhere
from muster.portal.returns.keys import Key, key_of
from muster.portal.returns.models import Explanation, PupilAnswer, Return, TurnedAway, Version
from muster.portal.returns.models import Finding as Row
from muster.portal.returns.movers import is_sent_there, is_still_sent
from muster.portal.returns.sealing import finding_of, opened
from muster.records import Finding, Severity

_Kind = PupilAnswer.Kind
_SETTLED_BY_A_PUPIL = {
    "C01": frozenset({_Kind.LEFT, _Kind.OTHER_YEAR, _Kind.FINISHED}),
    "C02": frozenset({_Kind.JOINED}),
}
"""What must be said of a pupil, by rule: that one has left explains nobody who is there."""
_SETTLED_BY_ALL_OF_THEM = "S07"
_MISSING = "C01"

_Said = TypeVar("_Said", Explanation, PupilAnswer)


class Found(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A finding, its row, and what the school has said: an explanation, or where the pupil is.

    `answer` is what settles it. `against` is what was said of a pupil and settles nothing: of one who has left and is
    the school's to send all the same, or who has joined and was submitted where they came from. What the finding says
    is opened once somebody asks: counting thousands opens none. `is_elsewhere` says that another school has sent a
    missing pupil, which settles it.
    """

    row: Row
    vault: Vault
    explanation: Explanation | None = None
    answer: PupilAnswer | None = None
    against: PupilAnswer | None = None
    settled: bool = False
    is_elsewhere: bool = False

    @cached_property
    def finding(self) -> Finding:
        """What was found, opened."""
        return finding_of(self.row, self.vault)

    @cached_property
    def severity(self) -> Severity:
        """How much it matters, as its row has it."""
        return Severity(self.row.severity)

    @property
    def key(self) -> Key:
        """What an explanation of it hangs on."""
        return key_of(self.row)

    @property
    def is_open(self) -> bool:
        """Whether the school still has to put it right, or to explain it."""
        if self.severity is Severity.ERROR:
            return True
        return self.severity is Severity.QUERY and not (
            self.explanation or self.answer or self.settled or self.is_elsewhere
        )


def findings_of(scope: Scope, school_return: Return, version: Version) -> list[Found]:
    """The findings of the version's latest check, in the catalogue's order, beside what the school has said."""
    rows = scope.within(Row.objects.filter(version=version), school="version__school_return__school")
    said, answers = explanations_of(scope, school_return), answers_of(scope, school_return)
    found = _found(school_return, rows.order_by("number"), said, answers)
    return _whole([school_return], {school_return.pk: found})[school_return.pk]


def asking_of_returns(scope: Scope, returns: Sequence[Return]) -> dict[int, list[Found]]:
    """By each return's key what its newest check asks of the school: errors and questions, beside what it has said.

    Three queries, however many returns, and a few where pupils are missing. The returns bring their request with its
    collection.
    """
    asked = {one.version.pk: one for one in returns if one.version is not None}
    rows = Row.objects.filter(version__in=asked, severity__in=(Severity.ERROR, Severity.QUERY))
    of_version: dict[int, list[Row]] = defaultdict(list)
    for row in scope.within(rows, school="version__school_return__school").order_by("number"):
        of_version[row.version_id].append(row)
    said, answers = _said_of(scope, Explanation, returns), _said_of(scope, PupilAnswer, returns)
    found = {one.pk: _found(one, of_version[key], said[one.pk], answers[one.pk]) for key, one in asked.items()}
    return _whole(list(asked.values()), found)


def finding_at(scope: Scope, public_id: str) -> Row | None:
    """The row of a finding, with its version and the school; None where the scope does not reach it, or it is gone.

    Checking again replaces findings, so that an id does not last.
    """
    rows = Row.objects.select_related("version__school_return__school__authority")
    return scope.within(rows, school="version__school_return__school").filter(public_id=public_id).first()


def rules_found(scope: Scope, school_return: Return) -> frozenset[str]:
    """The rules by which something was found in what the school works on or has confirmed."""
    kept = [one for one in (school_return.newest_id, school_return.confirmed_id) if one]
    rows = scope.within(Row.objects.filter(version__in=kept), school="version__school_return__school")
    return frozenset(rows.order_by().values_list("rule", flat=True).distinct())


def explanations_of(scope: Scope, school_return: Return) -> list[Explanation]:
    """Everything that the school has explained of this return, whether it is asked at present or not."""
    return list(scope.within(Explanation.objects.filter(school_return=school_return), school="school_return__school"))


def answers_of(scope: Scope, school_return: Return) -> list[PupilAnswer]:
    """What the school has said about where pupils are."""
    return list(scope.within(PupilAnswer.objects.filter(school_return=school_return), school="school_return__school"))


def findings_of_turned_away(scope: Scope, stopped: TurnedAway) -> list[Finding]:
    """What was found in a file that was stopped; nothing where the scope does not reach it."""
    rows = scope.within(TurnedAway.objects.filter(pk=stopped.pk), school="school_return__school")
    vault = vault_of(stopped.authority.public_id)
    return [one for row in rows for one in opened(row, "findings", bytes(row.sealed), list[Finding], vault)]


def _said_of(scope: Scope, kind: type[_Said], returns: Sequence[Return]) -> dict[int, list[_Said]]:
    """All that was said of that kind, by each return's key."""
    by_return: dict[int, list[_Said]] = defaultdict(list)
    rows = kind._default_manager.filter(school_return__in=[one.pk for one in returns])  # noqa: SLF001 - Django's name
    for row in scope.within(rows, school="school_return__school"):
        by_return[row.school_return_id].append(row)
    return by_return


def _found(
    school_return: Return, rows: Iterable[Row], said: Iterable[Explanation], answers: Iterable[PupilAnswer]
) -> list[Found]:
    """The findings of one return, each beside what was said of it."""
    collection = school_return.request.collection
    vault = vault_of(collection.authority.public_id)
    explained = {key_of(one): one for one in said}
    of_child = {one.child_id: one for one in answers}
    return [
        _beside_answer(Found(row=row, vault=vault, explanation=explained.get(key_of(row))), of_child, collection)
        for row in rows
    ]


def _whole(returns: Sequence[Return], found: Mapping[int, list[Found]]) -> dict[int, list[Found]]:
    """The findings by return, once it is known whom of the missing another school has sent."""
    elsewhere = _elsewhere(returns, found)
    return {
        one.pk: _with_the_file_settled(
            [_beside_others(each, elsewhere.get(asked_of(one), frozenset())) for each in found[one.pk]], one.not_listed
        )
        for one in returns
    }


def _elsewhere(returns: Sequence[Return], found: Mapping[int, list[Found]]) -> dict[Asked, Set[int]]:
    """By school those of its missing pupils whom another has sent; each collection is asked once."""
    missing: dict[Collection, dict[Asked, Set[int]]] = defaultdict(dict)
    for one in returns:
        missing[one.request.collection][asked_of(one)] = {
            each.row.child_id
            for each in found[one.pk]
            if each.row.rule == _MISSING and each.row.child_id and each.is_open
        }
    return {
        school: children
        for collection, asked in missing.items()
        for school, children in sent_elsewhere(collection, asked).items()
    }


def _beside_others(found: Found, elsewhere: Set[int]) -> Found:
    is_there = found.row.rule == _MISSING and found.is_open and found.row.child_id in elsewhere
    return msgspec.structs.replace(found, is_elsewhere=True) if is_there else found


def _beside_answer(found: Found, answers: Mapping[int, PupilAnswer], collection: Collection) -> Found:
    """The finding beside what was said of its pupil, where that says something of what was found."""
    said = answers.get(found.row.child_id) if found.row.child_id else None
    if said is None or said.kind not in _SETTLED_BY_A_PUPIL.get(found.row.rule, ()):
        return found
    if is_sent_there(collection, said) or is_still_sent(collection, said, _entry(found)):
        return msgspec.structs.replace(found, against=said)
    return msgspec.structs.replace(found, answer=said)


def _entry(found: Found) -> date | None:
    """The day on which the roll has a missing pupil enter; None where it has none."""
    said = found.finding.facts.get("entry")
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def _with_the_file_settled(found: list[Found], not_listed: Mapping[str, int]) -> list[Found]:
    """That the file holds too few or too many pupils is settled once each of them is, those not listed too."""
    left = any(one.row.rule in _SETTLED_BY_A_PUPIL and one.is_open for one in found)
    if left or not not_listed.keys().isdisjoint(_SETTLED_BY_A_PUPIL):
        return found
    asked = {_SETTLED_BY_ALL_OF_THEM}
    return [msgspec.structs.replace(one, settled=True) if one.row.rule in asked else one for one in found]
