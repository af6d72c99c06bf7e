"""The mails of the season: to the school's main address and its people, each address once, and nothing of a pupil."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from django.conf import settings

from muster.portal.audit.action import action
from muster.portal.collecting.addressees import addressees
from muster.portal.collecting.links import decline_link
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.policies import check_running
from muster.portal.collecting.states import is_late
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.once import digest_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.letterhead import letterhead
from muster.portal.organisations.models import School
from muster.portal.outbox.actions import Letter, send_many
from muster.portal.outbox.models import Mail
from muster.portal.outbox.rendering import Fact
from muster.portal.returns.answers_due import answers_by
from muster.portal.returns.models import Return
from muster.portal.returns.outstanding import Outstanding, outstanding_in

_SHORT = 32


class Told(msgspec.Struct, frozen=True):
    """The requests whose schools were written to now, those with nothing to be told, and the schools out of reach."""

    requests: tuple[Request, ...]
    passed_over: int
    unreached: tuple[School, ...]


def tell_of_questions(school_return: Return, questions: int, due_on: date | None = None) -> list[School]:
    """Tell the school that the authority asks this many questions, to be answered by then. Part of the asking.

    Gives the school where no mail can reach it.
    """
    request = school_return.request
    due = f"{due_on:%A} {due_on.day} {due_on:%B %Y}" if due_on else ""
    facts: dict[str, Fact] = {"questions": questions, "due": due, "closes": said(request.collection.closes_at)}
    return tell("question_raised", [request], {request.pk: facts}, f"{school_return.revision}")


def tell_of_opening(school_return: Return) -> list[School]:
    """Tell the school that its accepted results are open again, without the reason, which may name a pupil.

    Part of the action that opens them. Gives the school where no mail can reach it.
    """
    request = school_return.request
    facts: dict[str, Fact] = {"closes": said(request.collection.closes_at)}
    return tell("opened_again", [request], {request.pk: facts}, f"{school_return.revision}")


def tell_of_accepting_alone(school_return: Return, who: str) -> list[School]:
    """Tell the school, its head among them, that the officer who had a part in its results also accepted them.

    Part of the action that accepts. Gives the school where no mail can reach it.
    """
    request = school_return.request
    return tell("accepted_alone", [request], {request.pk: {"who": who}}, f"{school_return.revision}")


def tell_not_taking_part(request: Request) -> list[School]:
    """Tell the school that it was said, by the link in a mail, not to take part. Part of the action that says so."""
    facts: dict[str, Fact] = {"closes": said(request.collection.closes_at)}
    return tell("not_taking_part", [request], {request.pk: facts}, f"{request.revision}")


def tell_of_recording(request: Request, who: str) -> list[School]:
    """Tell the school that an officer, `who`, wrote down on its word whether it takes part. Part of that action.

    Gives the school where no mail can reach it.
    """
    declined = request.participation == Request.Participation.DECLINED
    facts: dict[str, Fact] = {"closes": said(request.collection.closes_at), "who": who, "declined": declined}
    return tell("recorded_for_you", [request], {request.pk: facts}, f"{request.revision}")


def tell_of_file(school_return: Return) -> list[School]:
    """Tell the school that the authority has put a file in for it. Part of the action that does.

    Gives the school where no mail can reach it.
    """
    request, version = school_return.request, school_return.newest
    facts: dict[str, Fact] = {
        "pupil_count": version.pupils if version else 0,
        "deadline": said(request.collection.deadline),
        "late": is_late(request.collection),
    }
    return tell("file_put_in", [request], {request.pk: facts}, version.public_id if version else "")


def remind(actor: Actor, collection: Collection, requests: Sequence[Request], batch: str = "") -> Told:
    """Remind these schools of what is still to do there: of each what is so now, and nobody of nothing.

    A school is reminded once a day at most. `batch` is the public id by which the mails are counted. One event a
    school, and one with the counts. Raises Refusal where the collection is closed.
    """
    check_running(collection)
    day = clock.today().isoformat()
    with action(actor, collection.authority.public_id) as act:
        _one_at_a_time(collection)
        scope = Scope(Level.AUTHORITY, collection.authority.public_id)
        left = outstanding_in(scope, collection)
        due = [one for one in _not_told("reminder", requests, day) if one.pk in left and left[one.pk].is_anything]
        said_of = {one.pk: reminder_of(one, left[one.pk]) for one in due}
        unreached = tell("reminder", due, said_of, day, batch)
        away = {school.pk for school in unreached}
        for one in due:
            school, reached = one.school.public_id, one.school_id not in away
            act.record("school.reminded", one, school=school, collection=collection.public_id, reached=reached)
        told = Told(tuple(due), len(requests) - len(due), tuple(unreached))
        act.record("schools.reminded", collection, reminded=len(due), passed_over=told.passed_over)
    return told


def announce_reports(actor: Actor, collection: Collection, requests: Sequence[Request], edition: str) -> Told:
    """Tell these schools that the reports of the edition, named by its public id, are there, and how to get them.

    Each is told once of an edition, by which its mails are counted. One event a school, and one with the counts.
    """
    with action(actor, collection.authority.public_id) as act:
        _one_at_a_time(collection)
        due = _not_told("report_ready", requests, edition)
        unreached = tell("report_ready", due, {one.pk: {"urn": one.school.urn} for one in due}, edition, edition)
        for one in due:
            act.record("reports.announced", one, school=one.school.public_id, edition=edition)
        told = Told(tuple(due), len(requests) - len(due), tuple(unreached))
        act.record("reports.announced_to_schools", collection, edition=edition, told=len(due))
    return told


def _one_at_a_time(collection: Collection) -> None:
    """Two officers at once wait for each other, so that no school is written to twice."""
    Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)


def reminder_of(request: Request, left: Outstanding) -> dict[str, Fact]:
    """The facts of a reminder that are the school's own; `common_facts` are the others."""
    collection = request.collection
    can_decline = not left.confirmed_before and (left.nothing_sent or left.unconfirmed or left.errors > 0)
    return {
        **{name: getattr(left, name) for name in left.__struct_fields__},
        "late": is_late(collection),
        "file_alone": collection.kind == Collection.Kind.FILE_ONLY,
        "deadline": said(collection.deadline),
        "closes": said(collection.closes_at),
        "answers_by": answers_by(collection),
        "urn": request.school.urn,
        "decline_link": decline_link(request) if can_decline else "",
    }


def tell(
    template: str, requests: Iterable[Request], facts: dict[int, dict[str, Fact]], about: str, batch: str = ""
) -> list[School]:
    """Queue the mail for each request's school, once for each `about`. Part of an action.

    `facts` are the requests' own, by key; `common_facts` are added. Gives the schools that have no address at all.
    """
    asked = list(requests)
    if not asked:
        return []
    to = addressees(one.school for one in asked)
    letters = [
        Letter(
            template,
            address,
            {**common_facts(request), **facts[request.pk]},
            _once(template, request, about, address.address),
            request.school.public_id,
        )
        for request in asked
        for address in to[request.school_id]
    ]
    send_many(letters, authority=asked[0].authority.public_id, batch=batch)
    return [one.school for one in asked if not to[one.school_id]]


def common_facts(request: Request) -> dict[str, Fact]:
    """The facts that every mail about a request says: title, school, the way to its page, whom it comes from."""
    school = request.school
    return {
        "title": request.collection.title,
        "school": school.name,
        "link": f"{settings.PORTAL_ADDRESS}/schools/{school.public_id}/requests/{request.public_id}/",
        **letterhead(request.authority),
    }


def _not_told(template: str, requests: Sequence[Request], about: str) -> list[Request]:
    """The requests about which no such mail was queued yet."""
    to = addressees(one.school for one in requests)
    keys = {_once(template, one, about, at.address): one.pk for one in requests for at in to[one.school_id]}
    done = {keys[key] for key in Mail.objects.filter(once__in=keys).values_list("once", flat=True) if key in keys}
    return [one for one in requests if one.pk not in done]


def _once(template: str, request: Request, about: str, address: str) -> str:
    return f"{template}:{request.public_id}:{about}:{digest_of(address)[:_SHORT]}"
