"""A confirmed return with questions that the head has explained."""

from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.actions.reviewing import Read
from muster.portal.returns.models import Explanation, Finding
from tests.portal.collected import Collected, acting, results_file
from tests.portal.returns.signed import confirmed

ABSENT = {0: {"reading": "A"}, 1: {"maths": "A"}}
SAID = "She came in May, zqxsaid."


def explained(collected: Collected, *, all_of_them: bool = True) -> list[Explanation]:
    """Two pupils absent, both (or the first alone) explained, everything else settled, and confirmed by the head."""
    collected.send(results_file(collected.entries, ABSENT))
    say(collected, all_of_them=all_of_them)
    confirmed(collected)
    return list(Explanation.objects.order_by("pk"))


def say(collected: Collected, text: str = SAID, *, all_of_them: bool = True) -> None:
    """Explain what is asked."""
    kept = collected.school_return()
    rows = Finding.objects.filter(version=kept.version, severity="query").order_by("number")
    ids = list(rows.values_list("public_id", flat=True))
    head = acting(collected.side.head)
    explain(head, collected.request, kept.revision, ids if all_of_them else ids[:1], "other", text)


def read(*explanations: Explanation) -> list[Read]:
    """The explanations as an officer reads them who is the first."""
    return [Read(one.public_id) for one in explanations]
