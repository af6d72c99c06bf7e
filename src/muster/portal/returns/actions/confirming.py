"""The head confirms the results, and may take it back: signed bytes, a receipt, and word of it to the school."""

import msgspec

from muster.portal.collecting.models import Request
from muster.portal.collecting.practice import practice_of
from muster.portal.collecting.states import is_late
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.once import digest_of as digest_of_request
from muster.portal.foundation.once import once
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import SIGNING, Role
from muster.portal.returns.actions.moving import Moving, moving
from muster.portal.returns.actions.receipt_mails import tell_of_receipt, tell_of_withdrawal
from muster.portal.returns.declarations import declarations, for_head
from muster.portal.returns.facts import Draft
from muster.portal.returns.keys import key_of
from muster.portal.returns.models import Confirmation, Finding, Question, Return, Version
from muster.portal.returns.reads.causes import causes_of_return
from muster.portal.returns.receipts import new_receipt
from muster.portal.returns.signatures import leaves_of_version
from muster.portal.returns.unread import open_questions
from muster.records import Severity
from muster.records.canonical import NotCanonical, Statement, digest_of, signed_bytes


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody confirms. `key` is the form's own, so that a double click, or a lost answer, confirms once.

    `role` is the one by which they confirm; `agreed` are the ids of the declarations that they ticked. Somebody who
    may send names the head who has agreed; for the others `for_head` is "".
    """

    key: str
    role: Role
    agreed: tuple[str, ...]
    for_head: str = ""


def confirm(actor: Actor, request: Request, seen: int, signing: Signing) -> Confirmation:
    """Sign the newest version, which is then the one in force; gives the confirmation with its receipt.

    The caller has made sure that it is the person themselves. The same key again gives the same confirmation. Raises
    Changed where the return has moved on since the revision `seen`; Refusal where it is not ready, a declaration was
    not ticked, the role may not confirm here, or the authority wants its questions answered first.
    """
    asked = digest_of_request(request.public_id, signing.for_head, *sorted(signing.agreed))
    outcome = once(signing.key, actor, asked, lambda: _confirm(actor, request, seen, signing).public_id)
    return Confirmation.objects.select_related("version").get(public_id=outcome.value)


def withdraw(actor: Actor, request: Request, seen: int, reason: str) -> Confirmation:
    """Take the confirmation in force back, with a reason: the version is unconfirmed again, unless a newer one is.

    The receipt stays, marked as withdrawn. Raises Changed, or Refusal where nothing is confirmed, or no reason given.
    """
    if not reason.strip():
        raise Refusal("withdrawal_unexplained")
    with moving(actor, request, seen, "withdraw") as move:
        school_return = move.school_return
        confirmation = _in_force(school_return)
        confirmation.withdrawn_at, confirmation.withdrawn_by_name = clock.now(), actor.name
        confirmation.withdrawn_because = reason.strip()
        confirmation.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_because"])
        if school_return.newest is None:
            school_return.newest = confirmation.version
            move.draft = _draft_of(confirmation.version)
        school_return.confirmed = None
        move.facts = {"receipt": confirmation.receipt, "version": confirmation.version.number}
        tell_of_withdrawal(confirmation)
    return confirmation


def check_signing(request: Request, signing: Signing) -> None:
    """Raises Refusal where somebody of this role may not confirm here, or a declaration was not ticked."""
    if signing.role not in SIGNING:
        if not practice_of(request.collection).sender_may_confirm:
            raise Refusal("only_head_confirms")
        if not signing.for_head.strip():
            raise Refusal("head_unnamed")
    if set(signing.agreed) != set(declarations()):
        raise Refusal("declarations_left")


def _confirm(actor: Actor, request: Request, seen: int, signing: Signing) -> Confirmation:
    check_signing(request, signing)
    with moving(actor, request, seen, "confirm") as move:
        version = move.school_return.newest
        if version is None:
            raise Refusal("nothing_sent")
        confirmation = _signed(move, version, signing)
        confirmation.open_questions = _open_questions(move.school_return, version)
        if confirmation.open_questions and practice_of(request.collection).answers_first:
            raise Refusal("answers_first", authority=request.collection.authority.name)
        confirmation.save()
        _answer_with(confirmation, actor)
        move.school_return.confirmed, move.school_return.newest = version, None
        move.facts = _facts(confirmation)
        tell_of_receipt(confirmation)
    return confirmation


def _answer_with(confirmation: Confirmation, actor: Actor) -> None:
    """What was confirmed anew answers what the authority had asked: an officer looks at both."""
    waiting = open_questions(Question.objects.filter(school_return=confirmation.school_return))
    waiting.update(answered_at=confirmation.at, answered_by_name=actor.name, with_receipt=confirmation.receipt)


def _signed(move: Moving, version: Version, signing: Signing) -> Confirmation:
    """The confirmation, with what is signed; not kept yet."""
    school_return, collection, at = move.school_return, move.school_return.request.collection, clock.now()
    is_for_head = signing.role not in SIGNING
    statement = Statement(
        collection=collection.public_id,
        school=school_return.school.public_id,
        ruleset=version.ruleset,
        person=move.actor.public_id,
        person_name=move.actor.name,
        declarations=sentences(signing),
        confirmed_at=at,
        leaves=_leaves(version),
    )
    signed = signed_bytes(statement)
    return Confirmation(
        authority_id=school_return.authority_id,
        school_return=school_return,
        version=version,
        receipt=_unused_receipt(school_return),
        signed=signed,
        digest=digest_of(signed),
        by=move.actor.public_id,
        by_name=move.actor.name,
        by_role=signing.role,
        for_head=signing.for_head.strip() if is_for_head else "",
        at=at,
        pupils=version.pupils,
        known=[list(key_of(row)) for row in Finding.objects.filter(version=version).order_by("number")],
        late=is_late(collection, at),
    )


def sentences(signing: Signing) -> tuple[str, ...]:
    """What is declared, in words: the catalogue's declarations, and for whom where it is not the head who signs."""
    own = tuple(declarations().values())
    return own if signing.role in SIGNING else (*own, for_head(signing.for_head.strip()))


def _leaves(version: Version) -> tuple[str, ...]:
    try:
        return leaves_of_version(version)
    except NotCanonical as fault:
        raise Refusal("pupils_unclear") from fault


def _unused_receipt(school_return: Return) -> str:
    year = school_return.request.collection.year
    while True:
        drawn = new_receipt(year)
        if not Confirmation.objects.filter(authority_id=school_return.authority_id, receipt=drawn).exists():
            return drawn


def _open_questions(school_return: Return, version: Version) -> int:
    scope = Scope(Level.AUTHORITY, school_return.authority.public_id)
    return sum(one.open_number for one in causes_of_return(scope, school_return, version) if one.is_question)


def _in_force(school_return: Return) -> Confirmation:
    rows = Confirmation.objects.select_for_update(no_key=True, of=("self",)).select_related("version", "authority")
    found = rows.filter(school_return=school_return, version=school_return.confirmed, withdrawn_at=None)
    newest = found.order_by("-at", "-pk").first()
    if newest is None:
        raise Refusal("nothing_confirmed")
    newest.school_return = school_return
    return newest


def _draft_of(version: Version) -> Draft:
    """What the version needs by its latest check, which may have been made after it was confirmed."""
    wrong = Finding.objects.filter(version=version, severity=Severity.ERROR).exists()
    return Draft.NEEDS_ATTENTION if wrong else Draft.READY


def _facts(confirmation: Confirmation) -> dict[str, str | int]:
    return {
        "receipt": confirmation.receipt,
        "digest": confirmation.digest,
        "version": confirmation.version.number,
        "pupils": confirmation.pupils,
        "open_questions": confirmation.open_questions,
        "role": confirmation.by_role,
        "for_head": bool(confirmation.for_head),
        "late": confirmation.late,
    }
