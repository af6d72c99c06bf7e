"""Of which returns a report of several schools is: asked before one is made, and by the page that offers it."""

from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Trusts, practice_of
from muster.portal.organisations.models import Trust
from muster.portal.publishing.accepted import accepted_returns
from muster.portal.publishing.due import in_force


def is_there_any(collection: Collection, trust: Trust | None) -> bool:
    """Whether any school's results would be counted: accepted ones, or of a trust's own schools confirmed ones."""
    if trust is None:
        return accepted_returns(collection).exists()
    return shows_results(collection) and in_force().filter(request__collection=collection, school__trust=trust).exists()


def shows_results(collection: Collection) -> bool:
    """Whether the authority lets trusts see their schools' results, and not only how far they are."""
    return practice_of(collection).trusts is Trusts.RESULTS
