"""Pupils of a collection whose names are nearly the same, born on one day; every name is opened."""

from muster.likeness import Kind, find
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.finding import Found, claimed, found_of
from muster.portal.duplicates.sent import sent_in
from muster.portal.returns.claims import counting_versions


def near(collection: Collection) -> list[Found]:
    """Every two pupils of two schools' versions that count with near names, who are not matched more surely.

    For the machine alone.
    """
    sent = sent_in(counting_versions(collection))
    by_result = {one.result: one for one in sent}
    return [found_of(match, by_result) for match in find(claimed(collection, sent)) if match.kind is Kind.NEAR_NAME]
