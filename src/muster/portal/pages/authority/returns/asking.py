"""An officer asks a school: by hand, again about what it explained, again after an answer. The thread of it all."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.framework import load_framework
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import practice_of
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal, why_not
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.forms import MOST, WHOLE, AskForm, Choices
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.authority.returns.reading import Line, said
from muster.portal.pages.authority.returns.reviewing import read_of
from muster.portal.pages.returns.place import record_seen
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.moderating import Asked, send_back
from muster.portal.returns.policies import check_move
from muster.portal.returns.reads.causes import causes_of_return
from muster.portal.returns.reads.names import names_of
from muster.portal.returns.reads.questions import Asked as Question
from muster.portal.returns.reads.questions import questions_of
from muster.portal.returns.reads.results import results_of
from muster.portal.returns.threads import about_in_words, threads_of

_A_WEEK = timedelta(days=7)
_MORE = "more"
_FIELDS = {"question_empty": "text-1", "question_long": "text-1"}


class About(msgspec.Struct, frozen=True):
    """What is asked about again: explanations that were not enough, or an answer; nothing for questions by hand."""

    tokens: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    question: Question | None = None

    def __bool__(self) -> bool:
        return bool(self.lines or self.question)


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Ask questions, which sends the return back; or put one more question on the form."""
    place = place_of(request, visit, request_id)
    given = request.POST if request.method == "POST" else request.GET
    about = _about(place, given.get("explanation", ""), given.get("follows", ""))
    form = _form(place, about, request)
    if form.is_bound and form.is_valid() and _asked(place, form, about):
        messages.success(request, f"{place.school.name}: asked. The school is told by e-mail.")
        return redirect(place.to())
    now = place.now() if form.is_bound else place
    facts = now.facts(
        form=form, about=about, withheld=why_not(check_move, "send_back", now.school_return), most=MOST, way="questions"
    )
    return render(request, "authority/returns/ask.html", facts, status=form.status)


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def questions(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Every question with its answer and what followed, as the school has them too."""
    place = place_of(request, visit, request_id)
    asked = questions_of(visit.scope, place.school_return)
    names = names_of(visit.scope, place.school_return, {one.about for one in asked if one.about})
    if names:
        record_seen(place, "questions", len(names))
    threads = [(thread, about_in_words(thread[0], place.collection, names)) for thread in threads_of(asked)]
    facts = {"threads": threads, "may_ask": place.can("send_back"), "may_drop": place.can("drop"), "way": "questions"}
    return render(request, "authority/returns/questions.html", place.facts(**facts))


def _about(place: Place, tokens: str, follows: str) -> About:
    """What is asked about again; raises Http404 where it is none of the return's."""
    if follows:
        found = next(
            (one for one in questions_of(place.visit.scope, place.school_return) if one.public_id == follows), None
        )
        if found is None:
            raise Http404
        return About(question=found)
    wanted = tuple(tokens.split())
    if not wanted or place.version is None:
        return About()
    explanations = {token.partition("-")[0] for token in wanted}
    found_lines = tuple(line for line in _lines(place) if line.token.partition("-")[0] in explanations)
    if not found_lines:
        raise Http404
    return About(wanted, found_lines)


def _lines(place: Place) -> Iterable[Line]:
    here = said(place, place.version) if place.version else None
    causes = (*here.unread, *here.left, *here.settled) if here else ()
    return (line for cause in causes for line in cause.lines if line.token)


def _form(place: Place, about: About, request: PortalRequest) -> AskForm:
    sent, fixed = request.POST, bool(about)
    number = _number(sent.get("number", "1"))
    choices = [] if fixed else _choices(place)
    if request.method == "POST" and sent.get("do") != _MORE:
        return AskForm(sent, choices=choices, number=number, fixed=fixed)
    number = min(number + (sent.get("do") == _MORE), MOST)
    begun = {
        "revision": place.school_return.revision,
        "due_on": _due(place.collection),
        **{name: str(value) for name, value in sent.items()},
        "number": number,
        "explanation": " ".join(about.tokens),
        "follows": about.question.public_id if about.question else "",
        **_chosen(request),
    }
    return AskForm(choices=choices, number=number, fixed=fixed, initial=begun)


def _chosen(request: PortalRequest) -> dict[str, str]:
    """What a link has chosen for the first question to be about."""
    about = request.GET.get("about", "")
    return {"about-1": about} if about else {}


def _choices(place: Place) -> Choices:
    framework, version = load_framework(place.collection.year), place.version
    subjects = [(f"subject:{key}", one.label.capitalize()) for key, one in framework.by_key.items()]
    every: Choices = [(WHOLE, "The results as a whole"), ("A subject", subjects)]
    if version is None:
        return every
    causes = causes_of_return(place.visit.scope, place.school_return, version)
    rules = [(f"rule:{one.cause.rule.id}", one.cause.rule.title) for one in causes]
    pupils = sorted(
        (f"{one.who.surname}, {one.who.forename}".strip(", "), f"pupil:{one.child}")
        for one in results_of(place.visit.scope, version)
        if one.who
    )
    record_seen(place, "return", len(pupils))
    named = [(value, name) for name, value in dict.fromkeys(pupils)]
    return every + [(label, group) for label, group in (("A check", rules), ("A pupil", named)) if group]


def _due(collection: Collection) -> date:
    """By when answers are asked for unless the officer says otherwise: the authority's day, else a week from now."""
    today, closes = clock.today(), collection.closes_at.astimezone(clock.LONDON).date()
    own = practice_of(collection).answers_by
    return own if own is not None and own >= today else min(today + _A_WEEK, max(closes, today))


def _asked(place: Place, form: AskForm, about: About) -> bool:
    given = form.cleaned_data
    try:
        send_back(place.visit.actor, place.request, given["revision"], _questions(form, about))
    except Changed as changed:
        form.keep(changed, place.revision_now())
    except Refusal as refusal:
        form.refuse(refusal, "due_on" if refusal.id.startswith("question_due") else _FIELDS.get(refusal.id))
    else:
        return True
    return False


def _questions(form: AskForm, about: About) -> list[Asked]:
    """The questions as the action takes them: one text for each explanation that is asked about again."""
    typed = form.questions
    if about.question is not None:
        return [msgspec.structs.replace(typed[0], follows=about.question.public_id)]
    if about.lines:
        return [msgspec.structs.replace(typed[0], read=read) for read in read_of(list(about.tokens))]
    return typed


def _number(sent: str) -> int:
    return min(max(int(sent), 1), MOST) if sent.isdecimal() else 1
