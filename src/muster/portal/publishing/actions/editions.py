"""Editions written down: the next number of a return, whoever makes them at the same moment."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db.models import Max

from muster.portal.audit.action import Action
from muster.portal.publishing.models import Edition
from muster.portal.publishing.papers import Kept
from muster.portal.returns.models import Return, Version


class Made(msgspec.Struct, frozen=True):
    """What reports were made of: the return with its school, the version in force, and when their making began.

    Whoever is erased after `begun` may stand in them. `made_with` is the digest of what they were compared with,
    `opened` what was open to schools then.
    """

    school_return: Return
    version: Version
    begun: datetime
    provisional: bool
    built_from: str
    made_with: str = ""
    opened: frozenset[str] = frozenset()


def add_editions(act: Action, made: Made, kept: Sequence[Kept[Edition.Kind]]) -> None:
    """Write these down as the return's next number. Part of the action that ends their making. One event."""
    Return.objects.select_for_update(no_key=True).get(pk=made.school_return.pk)  # one number at a time
    last = Edition.objects.filter(school_return=made.school_return).aggregate(last=Max("number"))["last"] or 0
    Edition.objects.bulk_create(_edition(made, last + 1, one) for one in kept)
    school = made.school_return.school.public_id
    act.record("report.made", made.school_return, school=school, number=last + 1, provisional=made.provisional)


def _edition(made: Made, number: int, one: Kept[Edition.Kind]) -> Edition:
    return Edition(
        authority=made.school_return.authority,
        school_return=made.school_return,
        version=made.version,
        kind=one.kind,
        number=number,
        made_at=made.begun,
        provisional=made.provisional,
        built_from=made.built_from,
        made_with=made.made_with,
        opened=sorted(made.opened),
        name=one.name,
        file=one.file.name,
        paper=one.paper.name,
        sha256=one.file.sha256,
        size=one.file.size,
    )
