"""Writes docs/workflow.md: the states of a return, its moves, who may make them, and the diagram of them all.

`python -m tests.house.workflow_page` writes the page; a test compares it.
"""

from collections.abc import Iterator

from tests.house.tree import ROOT
from tests.portal import installation

installation.set_up()

from muster.portal.organisations.models import Role  # noqa: E402 - the portal is set up first
from muster.portal.returns.facts import Draft, InForce, Participation, Turn  # noqa: E402
from muster.portal.returns.states import State, state_of  # noqa: E402
from muster.portal.returns.workflow import FILES, MOVES, Facts, Move, after, every_state, is_possible  # noqa: E402

PAGE = ROOT / "docs" / "workflow.md"
_INTRODUCTION = """# How a return moves

Written by `python -m tests.house.workflow_page` from the moves as they stand in
`src/muster/portal/returns/workflow.py`, never by hand.

A return has four facts: its **draft** (nothing unconfirmed, something to put right, ready), what is **in force**
(nothing, confirmed, accepted), whether the school **takes part**, and whose **turn** it is. What people read is one
function of these four (`states.state_of`), and the moves below are all that changes them. A new version never hides
the one in force until it is confirmed itself; checking again never touches what is in force.

## The diagram

Each box is what a school reads. A move that leaves a return in its box is in the table alone.
"""


def page() -> str:
    """The page as it should be."""
    parts = [_INTRODUCTION, *_diagram(), "\n## The moves\n", *_table(), "\n## What is called what\n", *_words()]
    return "\n".join([*parts, ""])


def reached() -> list[Facts]:
    """The facts that moves lead to, from nothing sent, in the order of the whole product."""
    found, new = set[Facts](), {Facts()}
    while new:
        found |= new
        new = {facts for one in new for _, facts in _moves_from(one)} - found
    return [facts for facts in every_state() if facts in found]


def _moves_from(facts: Facts) -> Iterator[tuple[Move, Facts]]:
    for move in MOVES.values():
        if is_possible(move, facts):
            drafts = (Draft.NEEDS_ATTENTION, Draft.READY) if move.changed_draft else (None,)
            turns = (False, True) if move.may_keep_turn else (False,)
            yield from ((move, after(move, facts, draft, keeps_turn=kept)) for draft in drafts for kept in turns)


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        if state is not State.REPORTS_READY:
            yield f'    state "{_said(state)}" as {state.name.lower()}'
    yield "    [*] --> not_started"
    arrows: dict[tuple[State, State], list[str]] = {}
    for facts in reached():
        for move, then in _moves_from(facts):
            way = (state_of(facts), state_of(then))
            names = arrows.setdefault(way, [])
            if way[0] is not way[1] and move.name not in names:
                names.append(move.name)
    order = list(State)
    for (one, other), names in sorted(arrows.items(), key=lambda arrow: [order.index(state) for state in arrow[0]]):
        if names:
            yield f"    {one.name.lower()} --> {other.name.lower()}: {', '.join(_spaced(name) for name in names)}"
    yield "```"


def _table() -> Iterator[str]:
    yield "| Move | What happens | Who | When | Then | Event |"
    yield "|---|---|---|---|---|---|"
    for move in MOVES.values():
        who = ", ".join([*_roles(move.roles), *(f"{one} for the school" for one in _roles(move.acting))])
        yield f"| {_spaced(move.name)} | {move.what} | {who} | {_when(move)} | {_then(move)} | `{move.verb}` |"
    yield ""
    yield "Schools move while the collection is open, late or not, and so do questions; accepting may follow its close."


def _roles(roles: frozenset[Role]) -> list[str]:
    return [str(role.label) for role in Role if role in roles]


def _when(move: Move) -> str:
    drafts = "" if set(move.drafts) == set(Draft) else _labels("draft", Draft, move.drafts)
    in_force = _labels("in force", InForce, move.in_forces)
    turns = "" if set(move.turns) == set(Turn) else _labels("turn", Turn, move.turns)
    sent = "something was received" if move.needs_version else ""
    kind = "of files alone" if move.kinds == FILES else ""
    part = "not taking part" if move.participation is Participation.DECLINED else ""
    return "; ".join(filter(None, (kind, drafts, in_force, turns, sent, part)))


def _labels(what: str, kind: type[Draft | InForce | Turn], these: frozenset[Draft | InForce | Turn]) -> str:
    return f"{what}: {' or '.join(str(one.label).lower() for one in kind if one in these)}"


def _then(move: Move) -> str:
    draft = "draft: as the check says" if move.changed_draft else _becomes("draft", move.draft)
    turn = _becomes("turn", move.turn) + (", once nothing is left to answer" if move.may_keep_turn else "")
    part = {Participation.DECLINED: "not taking part", Participation.ASKED: "taking part", None: ""}[move.becomes]
    return "; ".join(filter(None, (draft, _becomes("in force", move.in_force), turn, part))) or "the facts stay"


def _becomes(what: str, value: Draft | InForce | Turn | None) -> str:
    return f"{what}: {str(value.label).lower()}" if value is not None else ""


def _words() -> Iterator[str]:
    yield "Of all the facts that a return can reach. *Reports ready* replaces *Accepted* once reports are out."
    yield ""
    yield "| What is read | Draft | In force | Takes part | Turn |"
    yield "|---|---|---|---|---|"
    order = list(State)
    for facts in sorted(reached(), key=lambda facts: order.index(state_of(facts))):
        parts = (facts.draft.label, facts.in_force.label, _part(facts), facts.turn.label)
        yield f"| {_said(state_of(facts))} | {' | '.join(str(part) for part in parts)} |"


def _part(facts: Facts) -> str:
    return "no" if facts.participation is Participation.DECLINED else "yes"


def _said(state: State) -> str:
    return state.words("the authority")


def _spaced(name: str) -> str:
    return name.replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
