"""Taking a file that the authority received another way as a school's newest version."""

from muster.portal.collecting.models import Request
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.files import FileReference
from muster.portal.returns.actions.messages import tell_of_file
from muster.portal.returns.actions.moving import moving
from muster.portal.returns.actions.storing import draft_after, keep_version, version_of
from muster.portal.returns.checking import Beside, Checked
from muster.portal.returns.models import Version
from muster.portal.returns.policies import check_put_in


def put_in(
    actor: Actor, request: Request, seen: int, name: str, kept: FileReference, answer: Checked, held: Beside
) -> Version:
    """Take the kept file, which was read and checked, as the newest version of the request's school; gives it.

    Nothing counts until the head confirms it, and the school is told by mail. Raises Changed where the return has
    gone on since `seen`, Refusal where nothing may be sent now or something is confirmed: that is never replaced.
    """
    with moving(actor, request, seen, "upload") as move:
        check_put_in(move.school_return)
        version = keep_version(actor, version_of(move, name, answer, kept, for_school=True), answer, held)
        move.draft = draft_after(answer.result)
        move.facts = {"version": version.number, "pupils": version.pupils, "verdict": answer.result.verdict}
        move.facts["for_school"] = 1
        tell_of_file(move.school_return)
    return version
