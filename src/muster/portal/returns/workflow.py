"""Every move that a return can make, as data: from which facts, to which, who may make it, and what it is called.

Policies ask it when, permissions ask it who, the actions what comes of it; `docs/workflow.md` is drawn from it.
"""

from itertools import product

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.organisations.models import Role
from muster.portal.returns.facts import Draft, InForce, Participation, Turn

SIGN = frozenset({Role.HEAD, Role.SIGNER})
SEND = SIGN | {Role.SENDER, Role.TRUST_LEAD}
OFFICE = frozenset({Role.OFFICER})

RESULTS = frozenset({Collection.Kind.KS1})
FILES = frozenset({Collection.Kind.FILE_ONLY})

_ANY_DRAFT = frozenset(Draft)
_NOT_ACCEPTED = frozenset({InForce.NONE, InForce.CONFIRMED})


class Facts(msgspec.Struct, frozen=True):
    """The facts of a return at one moment."""

    draft: Draft = Draft.NONE
    in_force: InForce = InForce.NONE
    participation: Participation = Participation.ASKED
    turn: Turn = Turn.SCHOOL


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One move: the facts that it may be made from, those that it sets, the roles that may make it, its event's verb.

    `acting` are roles that may make it for the school, once they have said that they act for it. `changed_draft` says
    that the draft becomes what the check of the new version says: ready, or needs attention. `needs_version` that
    something must have been received; `when_closed` that it may be made after the collection closed too;
    `may_keep_turn` that the turn passes only once nothing is left to do. `kinds` are the collections in which it is
    made. `what` says it in the plan.
    """

    name: str
    what: str
    verb: str
    roles: frozenset[Role]
    acting: frozenset[Role] = frozenset()
    kinds: frozenset[Collection.Kind] = RESULTS
    drafts: frozenset[Draft] = _ANY_DRAFT
    in_forces: frozenset[InForce] = _NOT_ACCEPTED
    participation: Participation = Participation.ASKED
    turns: frozenset[Turn] = frozenset(Turn)
    draft: Draft | None = None
    in_force: InForce | None = None
    becomes: Participation | None = None
    turn: Turn | None = None
    changed_draft: bool = False
    needs_version: bool = False
    when_closed: bool = False
    may_keep_turn: bool = False


MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move(
            name="upload",
            what="a file is received",
            verb="return.received",
            roles=SEND,
            acting=OFFICE,
            changed_draft=True,
        ),
        Move(
            name="hand_in",
            what="a file is received that is all that is asked for",
            verb="file.received",
            roles=SEND,
            acting=OFFICE,
            kinds=FILES,
            drafts=frozenset({Draft.NONE}),
            in_force=InForce.CONFIRMED,
            turn=Turn.AUTHORITY,
        ),
        Move(
            name="correct",
            what="changes made on screen are checked and kept",
            verb="return.corrected",
            roles=SEND,
            acting=OFFICE,
            changed_draft=True,
            needs_version=True,
        ),
        Move(
            name="explain",
            what="the school says why something is so, or where a pupil is",
            verb="return.explained",
            roles=SEND,
            acting=OFFICE,
        ),
        Move(
            name="confirm",
            what="the head signs",
            verb="return.confirmed",
            roles=SIGN | {Role.SENDER},
            drafts=frozenset({Draft.READY}),
            draft=Draft.NONE,
            in_force=InForce.CONFIRMED,
            turn=Turn.AUTHORITY,
        ),
        Move(
            name="withdraw",
            what="the school takes its confirmation back, with a reason",
            verb="return.withdrawn",
            roles=SIGN,
            in_forces=frozenset({InForce.CONFIRMED}),
            in_force=InForce.NONE,
            changed_draft=True,
            turn=Turn.SCHOOL,
        ),
        Move(
            name="answer",
            what="the school answers a question of the authority",
            verb="return.answered",
            roles=SEND,
            in_forces=frozenset({InForce.CONFIRMED}),
            turns=frozenset({Turn.SCHOOL}),
            turn=Turn.AUTHORITY,
            may_keep_turn=True,
        ),
        Move(
            name="send_back",
            what="the authority asks the school questions",
            verb="return.sent_back",
            roles=OFFICE,
            in_forces=frozenset({InForce.CONFIRMED}),
            turn=Turn.SCHOOL,
        ),
        Move(
            name="drop",
            what="the authority no longer asks a question",
            verb="return.question_dropped",
            roles=OFFICE,
            in_forces=frozenset({InForce.CONFIRMED}),
            turns=frozenset({Turn.SCHOOL}),
            turn=Turn.AUTHORITY,
            may_keep_turn=True,
        ),
        Move(
            name="accept",
            what="the authority accepts what was confirmed",
            verb="return.accepted",
            roles=OFFICE,
            drafts=frozenset({Draft.NONE}),
            in_forces=frozenset({InForce.CONFIRMED}),
            in_force=InForce.ACCEPTED,
            turn=Turn.NOBODY,
            when_closed=True,
        ),
        Move(
            name="reopen",
            what="the authority opens accepted results again, with a reason",
            verb="return.reopened",
            roles=OFFICE,
            in_forces=frozenset({InForce.ACCEPTED}),
            in_force=InForce.CONFIRMED,
            turn=Turn.SCHOOL,
        ),
        Move(
            name="decline",
            what="the school does not take part",
            verb="request.declined",
            roles=SEND,
            kinds=RESULTS | FILES,
            in_forces=frozenset({InForce.NONE}),
            becomes=Participation.DECLINED,
        ),
        Move(
            name="rejoin",
            what="the school takes part after all",
            verb="request.rejoined",
            roles=SEND,
            kinds=RESULTS | FILES,
            in_forces=frozenset({InForce.NONE}),
            participation=Participation.DECLINED,
            becomes=Participation.ASKED,
        ),
    )
}


def is_possible(move: Move, facts: Facts) -> bool:
    """Whether the move may be made from these facts, whoever makes it."""
    return (
        facts.draft in move.drafts
        and facts.in_force in move.in_forces
        and facts.participation == move.participation
        and facts.turn in move.turns
        and not (move.needs_version and facts.draft is Draft.NONE and facts.in_force is InForce.NONE)
    )


def after(move: Move, facts: Facts, draft: Draft | None = None, *, keeps_turn: bool = False) -> Facts:
    """The facts once the move was made; `draft` is what the check of a new version says, for moves that make one.

    `keeps_turn` leaves the turn where it is, for a move that may.
    """
    return Facts(
        draft=(draft if move.changed_draft else move.draft) or facts.draft,
        in_force=move.in_force or facts.in_force,
        participation=move.becomes or facts.participation,
        turn=facts.turn if move.turn is None or (keeps_turn and move.may_keep_turn) else move.turn,
    )


def every_state() -> list[Facts]:
    """The whole product of the facts, those that no return ever reaches too."""
    return [Facts(*facts) for facts in product(Draft, InForce, Participation, Turn)]
