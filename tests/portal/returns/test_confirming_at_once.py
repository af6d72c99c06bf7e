"""Many confirm at the same moment: one does, and the others are told or see the same receipt."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from muster.portal.audit.models import Event
from muster.portal.foundation.refusals import Changed
from muster.portal.outbox.models import Mail
from muster.portal.returns.actions.confirming import Signing, confirm, withdraw
from muster.portal.returns.models import Confirmation
from tests.portal.collected import Collected, acting, collect
from tests.portal.returns.signed import confirmed, signing
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


def at_once(tries: list[Callable[[], Confirmation]]) -> list[str]:
    def one(do: Callable[[], Confirmation]) -> str:
        try:
            return do().receipt
        except Changed:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))


def sent() -> Collected:
    found = collect(make_season())
    found.send()
    return found


def confirming(collected: Collected, how: Signing) -> Callable[[], Confirmation]:
    seen, head = collected.school_return().revision, acting(collected.side.head)
    return lambda: confirm(head, collected.request, seen, how)


def test_of_twenty_confirmations_at_once_one_is_made() -> None:
    collected = sent()
    receipts = at_once([confirming(collected, signing()) for _ in range(TIMES)])
    assert (receipts.count(""), Confirmation.objects.count()) == (TIMES - 1, 1)
    assert Event.objects.filter(verb="return.confirmed").count() == 1
    assert Mail.objects.filter(template="receipt", to_address=collected.school.email).count() == 1


def test_twenty_presses_of_one_button_show_one_receipt() -> None:
    collected, how = sent(), signing()
    receipts = at_once([confirming(collected, how) for _ in range(TIMES)])
    assert set(receipts) == {Confirmation.objects.get().receipt}


def test_of_ten_withdrawals_at_once_one_is_made() -> None:
    collected = sent()
    confirmed(collected)
    seen, head = collected.school_return().revision, acting(collected.side.head)
    done = at_once([lambda: withdraw(head, collected.request, seen, "Wrong.") for _ in range(10)])
    assert done.count("") == 9
    assert Event.objects.filter(verb="return.withdrawn").count() == 1
