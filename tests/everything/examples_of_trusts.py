"""An example of every action by which trusts see schools."""

from functools import partial

from muster.portal.organisations.actions.sharing import share_results, stop_sharing
from muster.portal.organisations.actions.trust_people import name_colleague
from muster.portal.organisations.models import Role
from tests.everything.example import Call, Example
from tests.portal.collected import acting
from tests.portal.season import Season


def _stop(season: Season) -> Call:
    shared = share_results(acting(season.head), season.school, season.trust)
    return partial(stop_sharing, acting(season.head), shared)


_HERE = "organisations.actions"
EXAMPLES = {
    f"{_HERE}.sharing.share_results": Example(
        lambda s: partial(share_results, acting(s.head), s.school, s.trust), ("results.shared",)
    ),
    f"{_HERE}.sharing.stop_sharing": Example(_stop, ("results.shared_no_more",)),
    f"{_HERE}.trust_people.name_colleague": Example(
        lambda s: partial(
            name_colleague, acting(s.trust_lead), s.trust, Role.TRUST_VIEWER, "Sam Okazqxfor", "sam@people.example"
        ),
        ("person.added", "membership.begun", "link.made"),
    ),
}
