"""An action whose event cannot be written has written nothing."""

from collections.abc import Callable

import pytest
from django.db import models

from muster.portal.audit import action as audit
from muster.portal.foundation.models import DataKey
from muster.portal.pupils.actions import erase, identify, protect, renew, rewrap, unprotect
from muster.portal.pupils.models import Child, Identity
from muster.portal.rolls.actions import erase_pupils, forget_source, load_history
from muster.portal.rolls.models import ExpectedPupil, FormerResults, RollLoad, SchoolRoll
from muster.records import HistoryRow
from tests.portal.pupils.made_up import ADA as SOMEBODY
from tests.portal.rolls.made_up import ADA, ALL, OFFICER, but, collection_of, load
from tests.portal.season import Season

TABLES: tuple[type[models.Model], ...] = (
    Child, Identity, RollLoad, SchoolRoll, ExpectedPupil, FormerResults, DataKey,
)  # fmt: skip


class Broken(Exception):
    """Stands for a trail that cannot be written."""


def actions(season: Season) -> dict[str, Callable[[], object]]:
    """Every action on pupils and rolls, on a roll that is loaded."""
    authority = season.authority
    collection = collection_of(authority)
    loaded = load(collection, *ALL).load
    child = Child.objects.order_by("pk")[0]
    newcomer = type(SOMEBODY)("Zqxname", "Una")
    return {
        "identify": lambda: identify(OFFICER, authority, [newcomer]),
        "protect": lambda: protect(OFFICER, child, child.revision),
        "unprotect": lambda: unprotect(OFFICER, child, child.revision),
        "erase": lambda: erase(OFFICER, authority, [child]),
        "renew": lambda: renew(OFFICER, authority),
        "rewrap": lambda: rewrap(OFFICER),
        "load_roll": lambda: load(collection, but(ADA, sen="E"), but(ADA, upn="", forename="Una")),
        "forget_source": lambda: forget_source(OFFICER, loaded),
        "erase_pupils": lambda: erase_pupils(OFFICER, authority, [child]),
        "load_history": lambda: load_history(OFFICER, authority, [HistoryRow("330", "2001", 2025, "reading", 9, 5, 1)]),
    }


def contents() -> list[list[dict[str, object]]]:
    return [list(table._default_manager.order_by("pk").values()) for table in TABLES]


@pytest.mark.parametrize(
    "name",
    [
        "identify", "protect", "unprotect", "erase", "renew", "rewrap", "load_roll", "forget_source", "erase_pupils",
        "load_history",
    ],
)  # fmt: skip
def test_without_its_event_nothing_is_written(season: Season, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    act = actions(season)[name]
    before = contents()

    def fails(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(audit, "_append", fails)
    with pytest.raises(Broken):
        act()
    assert contents() == before
