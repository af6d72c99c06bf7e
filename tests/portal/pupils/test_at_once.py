"""Two files that bring the same newcomer at the same moment make one child."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, local

import pytest
from django.db import connection, connections

from muster.portal.organisations.models import Authority
from muster.portal.pupils.actions import identification
from muster.portal.pupils.identity_record import IdentityKeys
from muster.portal.pupils.known import Known, load_known
from muster.portal.pupils.models import Child
from tests.portal.pupils.made_up import ADA, identify_one
from tests.portal.season import make_season

_PATIENCE = 30


@pytest.mark.django_db(transaction=True)
def test_one_newcomer_in_two_files_at_once_is_one_child(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = make_season().authority
    both_looked, mine = Barrier(2), local()

    def look(place: Authority, wanted: Iterable[IdentityKeys]) -> Known:
        """On PostgreSQL neither goes on until both have found nobody; SQLite lets the second in after the first."""
        known = load_known(place, wanted)
        if connection.vendor == "postgresql" and not hasattr(mine, "looked"):
            mine.looked = True
            both_looked.wait(_PATIENCE)
        return known

    def send() -> int:
        try:
            return identify_one(authority, ADA).child_id
        finally:
            connections.close_all()

    monkeypatch.setattr(identification, "load_known", look)
    with ThreadPoolExecutor(2) as pool:
        senders = [pool.submit(send) for _ in range(2)]
        children = {sender.result(_PATIENCE) for sender in senders}
    assert len(children) == 1
    assert Child.objects.count() == 1
