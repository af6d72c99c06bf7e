"""What is deleted of comparing with another authority. Parts of actions."""

from collections.abc import Iterable

from django.db.models import QuerySet

from muster.portal.duplicates.models import AcrossKey, Agreement, KeyedReturn, Match, MatchMessage
from muster.portal.foundation.matching import one_of_keys


def forget_keys(agreements: Iterable[Agreement], returns: Iterable[int] | None = None) -> int:
    """Delete the keys of these sides, or of some returns (their keys) of theirs alone; gives how many there were."""
    held = KeyedReturn.objects.filter(agreement__in=[one.pk for one in agreements])
    if returns is not None:
        held = held.filter(school_return__in=one_of_keys(returns))
    keys = list(held.values_list("pk", flat=True))
    gone, _ = AcrossKey.objects.filter(keyed__in=one_of_keys(keys)).delete()
    KeyedReturn.objects.filter(pk__in=one_of_keys(keys)).delete()
    return gone


def forget_matches(rows: QuerySet[Match]) -> int:
    """Delete these sides of matches with what was written about them; gives how many there were."""
    keys = list(rows.values_list("pk", flat=True))
    MatchMessage.objects.filter(match__in=one_of_keys(keys)).delete()
    gone, _ = Match.objects.filter(pk__in=one_of_keys(keys)).delete()
    return gone
