"""What has become of a return, in order."""

from muster.portal.returns.actions.accepting import accept
from muster.portal.returns.actions.moderating import Asked, answer_question, reopen, send_back
from tests.portal.answers import text
from tests.portal.collected import acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.returns.worked import at
from tests.portal.returns.signed import confirmed, withdrawn
from tests.portal.season import Season

STEPS = (
    "Sent version 1", "Confirmed version 1", "Withdrew the confirmation", "One outcome is wrong.",
    "Confirmed version 1",
    "Asked 1 question", "Answered a question", "Accepted version 1", "Opened the accepted results again",
    "A pupil has moved.",
)  # fmt: skip


def test_everything_stands_in_order_with_its_reasons(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    officer = acting(season.officer)

    def seen() -> int:
        return collected.school_return().revision

    client = client_of(season.officer)
    assert "The school has done nothing yet." in text(client.get(at(collected, "history/")))
    collected.send()
    confirmed(collected)
    withdrawn(collected)
    confirmed(collected)
    (question,) = send_back(officer, collected.request, seen(), [Asked("Is it?")])
    answer_question(acting(season.head), collected.request, seen(), question.public_id, "It is.")
    accept(officer, collected.request, seen())
    reopen(officer, collected.request, seen(), "A pupil has moved.")
    page = text(client.get(at(collected, "history/")))
    rows = " ".join(reversed(page.split("<tr")[2:]))
    last = 0
    for step in STEPS:
        assert step in rows[last:], step
        last += rows[last:].index(step)
    assert season.head.name in page
    assert client_of(season.adviser).get(at(collected, "history/")).status_code == 403
