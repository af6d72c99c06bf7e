"""The facts of the findings in each example, kept to be compared: what is written to a finding hangs on them."""

import json

from tests.conformance.form import Example, examples
from tests.conformance.running import answers_of
from tests.house.tree import ROOT

KEPT = ROOT / "tests" / "core" / "rules" / "facts.jsonl"


def facts_of(example: Example) -> list[list[dict[str, object]]]:
    """The facts of an example's findings, file by file, as JSON has them."""
    found = [[{"rule": f.rule, **f.facts} for f in answer.findings] for answer in answers_of(example.case)]
    facts: list[list[dict[str, object]]] = json.loads(json.dumps(found))
    return facts


def keep() -> None:
    """Keep the facts as they are now."""
    lines = (json.dumps({"example": e.name, "facts": facts_of(e)}, ensure_ascii=False) for e in examples())
    KEPT.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))


def kept() -> dict[str, list[list[dict[str, object]]]]:
    """The facts as they were kept, by the examples' names."""
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    return {line["example"]: line["facts"] for line in map(json.loads, lines)}
