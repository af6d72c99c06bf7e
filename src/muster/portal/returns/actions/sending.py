"""Receiving a file: read outside the process, checked, and kept with all that it says in one transaction."""

import hashlib

import msgspec

from muster.portal.collecting.models import Request
from muster.portal.foundation import files, reader
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.files import FileReference
from muster.portal.foundation.once import Plain, digest_of, once
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.actions.moving import Moving, moving
from muster.portal.returns.actions.storing import draft_after, keep_version, version_of
from muster.portal.returns.checking import Beside, Checked, beside, checked
from muster.portal.returns.models import Return, TurnedAway
from muster.portal.returns.sealing import close

MOST_PUPILS = 2_000
"""So many pupils a return takes: five times the largest school's. What is beyond would hold up every other school."""

_LONGEST_NAME = 255


class Sent(msgspec.Struct, frozen=True):
    """What became of a file.

    `version` is the public id of the version that it is now, or was already (`again`), `turned_away` that of the note
    about a file that was stopped; the other is "".
    """

    version: str = ""
    turned_away: str = ""
    again: bool = False


class _File(msgspec.Struct, frozen=True):
    """A file as it came, checked beside what is held."""

    name: str
    content: bytes
    answer: Checked
    held: Beside

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def send_file(actor: Actor, request: Request, seen: int, name: str, content: bytes, key: str) -> Sent:
    """Take a file as the school's newest version, checked. Nothing that came before is lost.

    A file that is no return of this school and year is turned away, and replaces nothing; the newest file once more
    changes nothing. `seen` is the return's revision that the person saw, `key` the form's own, so that a double
    click sends once. Raises Changed where somebody was first, Refusal where nothing may be sent now, where the file
    has far more pupils than any school, where the disk is full, or where no reader gets free.
    """
    held = beside(request, _received(request))
    answer = checked(reader.read(content, name, held.context), held.context)
    if len(answer.view.pupils) > MOST_PUPILS:
        raise Refusal("pupils_too_many", pupils=f"{len(answer.view.pupils):,}", most=f"{MOST_PUPILS:,}")
    file = _File(name[:_LONGEST_NAME], content, answer, held)
    digest = digest_of(name, content)
    if answer.is_stopped or _is_known(file):
        return _sent(once(key, actor, digest, lambda: _note(actor, request, seen, file)).value)
    with files.keeping(request.authority.public_id, content) as kept:
        outcome = once(key, actor, digest, lambda: _take(actor, request, seen, file, kept))
        if outcome.repeated:
            files.delete(kept.name)
    return _sent(outcome.value)


def _take(actor: Actor, request: Request, seen: int, file: _File, kept: FileReference) -> Plain:
    with moving(actor, request, seen, "upload") as move:
        version = keep_version(actor, version_of(move, file.name, file.answer, kept), file.answer, file.held)
        move.draft = draft_after(file.answer.result)
        move.facts = {"version": version.number, "pupils": version.pupils, "verdict": file.answer.result.verdict}
    return [version.public_id, "", False]


def _note(actor: Actor, request: Request, seen: int, file: _File) -> Plain:
    """What changes nothing: the newest file again, or one that is stopped; said in the trail all the same."""
    with moving(actor, request, seen, "upload") as move:
        move.nothing_changed()
        newest = move.school_return.version
        if not file.answer.is_stopped and newest is not None:
            move.act.record("return.received_again", newest, school=request.school.public_id)
            return [newest.public_id, "", True]
        stopped = _turned_away(move, file)
        rules = [finding.rule for finding in file.answer.result.findings]
        move.act.record("return.turned_away", stopped, school=request.school.public_id, rules=rules)
    return ["", stopped.public_id, False]


def _turned_away(move: Moving, file: _File) -> TurnedAway:
    school_return = move.school_return
    stopped = TurnedAway(
        authority_id=school_return.authority_id,
        school_return=school_return,
        file_name=file.name,
        sha256=file.sha256,
        size=len(file.content),
        by_name=move.actor.name,
    )
    vault = vault_of(school_return.authority.public_id)
    stopped.sealed = close(stopped, "findings", file.answer.result.findings, vault)
    stopped.save()
    return stopped


def _received(request: Request) -> frozenset[str]:
    """The digest of the newest version's file: that one again changes nothing, an earlier one again does."""
    digests = Return.objects.filter(request=request).values_list("newest__sha256", "confirmed__sha256").first()
    newest, confirmed = digests or (None, None)
    digest = confirmed if newest is None else newest
    return frozenset({digest} if digest else ())


def _is_known(file: _File) -> bool:
    return file.sha256 in (file.held.context.receipts or ())


def _sent(value: Plain) -> Sent:
    return msgspec.convert(dict(zip(("version", "turned_away", "again"), value, strict=True)), Sent)  # type: ignore[arg-type]
