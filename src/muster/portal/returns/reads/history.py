"""What has become of a return: what came, the files that were stopped, what was confirmed and withdrawn."""

import msgspec

from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Confirmation, Return, TurnedAway, Version
from muster.portal.returns.reads.returns import turned_away_of, versions_of
from muster.portal.returns.sealing import opened
from muster.records import Finding


class Stopped(msgspec.Struct, frozen=True):
    """A file that was stopped, and what was said about it."""

    row: TurnedAway
    findings: list[Finding]


class Came(msgspec.Struct, frozen=True):
    """A version, and the confirmations of it, withdrawn ones too."""

    version: Version
    confirmations: list[Confirmation]


def came(scope: Scope, school_return: Return) -> list[Came]:
    """Every version with its confirmations, the newest first; none of a return that is not kept yet."""
    if not school_return.pk:
        return []
    signed = confirmations_of(scope, school_return)
    return [
        Came(version, [one for one in signed if one.version_id == version.pk])
        for version in versions_of(scope, school_return)
    ]


def stopped_of(scope: Scope, school_return: Return) -> list[Stopped]:
    """Every file that was stopped with why, the newest first; none of a return that is not kept yet."""
    if not school_return.pk:
        return []
    vault = vault_of(school_return.authority.public_id)
    rows = turned_away_of(scope, school_return)
    return [Stopped(row, opened(row, "findings", bytes(row.sealed), list[Finding], vault)) for row in rows]


def confirmations_of(scope: Scope, school_return: Return) -> list[Confirmation]:
    """Every confirmation, the newest first, without the bytes that were signed."""
    rows = Confirmation.objects.filter(school_return=school_return.pk).defer("signed").order_by("-at", "-pk")
    return list(scope.within(rows, school="school_return__school")) if school_return.pk else []


def confirmation_in_force(scope: Scope, school_return: Return) -> Confirmation | None:
    """The newest confirmation that was not withdrawn; None where there is none."""
    return next((one for one in confirmations_of(scope, school_return) if one.withdrawn_at is None), None)


def version_at(scope: Scope, school_return: Return, public_id: str) -> Version | None:
    """The return's version with this public id; None where there is none in the scope."""
    rows = Version.objects.filter(school_return=school_return.pk, public_id=public_id).defer("sealed")
    return scope.within(rows, school="school_return__school").first() if school_return.pk else None
