"""Every form of a return's pages, filled in as the head does who does everything right."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from muster.portal.foundation.once import new_key
from muster.portal.returns.declarations import declarations
from muster.portal.returns.models import Finding, Result
from tests.portal.collected import Collected, results_file
from tests.portal.pages_of_returns.check.walking import address, box, hidden, page_of
from tests.portal.returned import ANSWER, declined, questioned
from tests.portal.returns.correcting_by_hand import wish, write
from tests.portal.returns.movement import child_of, left, newcomer_of, revision_of, say, with_newcomer
from tests.portal.returns.signed import confirmed
from tests.portal.season import PASSWORD

Fields = dict[str, Any]
FAULTS = {1: {"maths": ""}, 3: {"reading": "A"}}


class Form(NamedTuple):
    """`ready` brings the return to where the form is shown, and gives its fields; `rule` is of its address."""

    ready: Callable[[Collected, Client], Fields]
    rule: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """What its address names beside the return."""
        return {"rule": self.rule} if self.rule else {}


def _faulty(collected: Collected) -> None:
    collected.send(results_file(collected.entries, FAULTS))


def _send(collected: Collected, _client: Client) -> Fields:
    file = SimpleUploadedFile("KS1.xml", results_file(collected.entries), "text/xml")
    return {"revision": revision_of(collected), "once": new_key(), "file": file}


def _typed(collected: Collected, client: Client) -> Fields:
    """Something was typed and waits: the buttons of the check's own page."""
    _faulty(collected)
    write(collected, wish(collected, 1, "maths", "EXS"))
    return hidden(client.get(address(collected)))


def _correct(collected: Collected, client: Client) -> Fields:
    _faulty(collected)
    return hidden(client.get(page_of(collected, "R01"))) | {"do": "keep", box(collected, 1, "maths"): "EXS"}


def _one(collected: Collected, _client: Client) -> Fields:
    child = child_of(collected, 5).public_id
    own = {"revision": revision_of(collected), "day": "24/4/2026", "place": "abroad"}
    return {"child": child, "kind": "left", **{f"{child}-{name}": said for name, said in own.items()}}


def _several(collected: Collected, _client: Client) -> Fields:
    own = {"kind": "left", "day": "24/4/2026", "place": "abroad", "revision": revision_of(collected)}
    children = [child_of(collected, place).public_id for place in (4, 5)]
    return {"several-pupils": children, **{f"several-{name}": said for name, said in own.items()}}


def _joined(collected: Collected, _client: Client) -> Fields:
    collected.send(with_newcomer(collected))
    child = newcomer_of(collected).public_id
    own = {f"is-{child}": "on", f"day-{child}": "14/5/2026", f"place-{child}": "home"}
    return {f"joined-{name}": said for name, said in {**own, "revision": revision_of(collected)}.items()}


def _take_back(collected: Collected, _client: Client) -> Fields:
    child = child_of(collected, 5)
    say(collected, left(child))
    return {"revision": revision_of(collected), "child": child.public_id}


def _confirm(collected: Collected, _client: Client) -> Fields:
    collected.send()
    own = {"revision": revision_of(collected), "once": new_key()}
    return {**own, "agreed": list(declarations()), "proof": PASSWORD}


def _withdraw(collected: Collected, _client: Client) -> Fields:
    collected.send()
    confirmed(collected)
    return {"revision": revision_of(collected), "reason": "One outcome is wrong."}


def _decline(collected: Collected, _client: Client) -> Fields:
    return {"revision": revision_of(collected), "reason": "A small year group."}


def _rejoin(collected: Collected, _client: Client) -> Fields:
    declined(collected)
    return {"revision": revision_of(collected)}


def _answer(collected: Collected, _client: Client) -> Fields:
    question = questioned(collected)
    return {"revision": revision_of(collected), "question": question.public_id, "text": ANSWER}


def _explain(collected: Collected, client: Client) -> Fields:
    _faulty(collected)
    asked = Finding.objects.get(rule="R08", version__school_return__request=collected.request).public_id
    typed = {"do": "explain", "explain": asked, "reason": "absent_long", "text": "He came in May."}
    return hidden(client.get(page_of(collected, "R08"))) | typed


FORMS: dict[str, Form] = {
    "return-send": Form(_send),
    "return-check-keep": Form(_typed),
    "return-check-drop": Form(_typed),
    "return-check-save": Form(_correct, "R01"),
    "return-pupils-one": Form(_one),
    "return-pupils-several": Form(_several),
    "return-pupils-joined": Form(_joined),
    "return-pupils-take-back": Form(_take_back),
    "return-confirm": Form(_confirm),
    "return-withdraw": Form(_withdraw),
    "return-decline": Form(_decline),
    "return-rejoin": Form(_rejoin),
    "return-answer": Form(_answer),
}
"""By the name of the address that takes the form."""

EXPLAINING = Form(_explain, "R08")
"""The same address as a correction's, with its other button."""


def children_of(collected: Collected) -> set[str]:
    """The public ids of the return's children, expected and sent."""
    expected = {child_of(collected, place).public_id for place in range(len(collected.entries))}
    rows = Result.objects.filter(version__school_return__request=collected.request)
    return expected | set(rows.values_list("child__public_id", flat=True))
