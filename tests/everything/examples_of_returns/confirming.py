"""Confirming the results, and taking it back."""

from functools import partial

from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Role
from muster.portal.returns.actions.confirming import Signing, confirm, withdraw
from muster.portal.returns.declarations import declarations
from tests.everything.example import Call, Example
from tests.portal.collected import acting, collect
from tests.portal.season import Season


def _confirm(season: Season) -> Call:
    collected = collect(season)
    collected.send()
    signing = Signing(key=new_key(), role=Role.HEAD, agreed=tuple(declarations()))
    seen = collected.school_return().revision
    return partial(confirm, acting(season.head), collected.request, seen, signing)


def _withdraw(season: Season) -> Call:
    _confirm(season)()
    collected = season.school.requests.get()
    return partial(withdraw, acting(season.head), collected, 3, "One outcome is wrong.")


EXAMPLES = {
    "returns.actions.confirming.confirm": Example(_confirm, ("return.confirmed",)),
    "returns.actions.confirming.withdraw": Example(_withdraw, ("return.withdrawn",)),
}
