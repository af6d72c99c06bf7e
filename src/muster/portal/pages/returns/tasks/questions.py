"""The authority's questions about a return, and the school's answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import Place, place_of, record_seen
from muster.portal.pages.returns.tasks.forms import AnswerForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.moderating import answer_question
from muster.portal.returns.permissions import roles_for
from muster.portal.returns.reads.names import names_of
from muster.portal.returns.reads.questions import Asked, questions_of
from muster.portal.returns.threads import about_in_words, threads_of

_ANSWERED = "Your answer has reached the data team."


@for_school(*SEES_PUPILS)
@require_http_methods(["GET", "HEAD"])
def questions(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Every question with its answer, and a form for each that waits."""
    return _page(request, place_of(visit, request_id), None)


@for_school(*roles_for("answer"))
@require_http_methods(["POST"])
def answer(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Answer one question; what was typed stays where it is refused."""
    place = place_of(visit, request_id)
    question = request.POST.get("question", "")
    form = AnswerForm(request.POST, auto_id=_ids(question))
    if form.is_valid() and _said(form, place):
        messages.success(request, _ANSWERED)
        return redirect(place.address("return-questions"))
    return _page(request, place_of(visit, request_id), form)


def _said(form: AnswerForm, place: Place) -> bool:
    given, actor = form.cleaned_data, place.visit.actor
    return form.does(
        lambda: answer_question(actor, place.request, given["revision"], given["question"], given["text"]),
        place.revision_now,
    )


def _page(request: PortalRequest, place: Place, form: AnswerForm | None) -> HttpResponse:
    scope, kept = place.visit.scope, place.school_return
    asked = questions_of(scope, kept) if kept.pk else []
    names = names_of(scope, kept, {one.about for one in asked if one.about})
    if names:
        record_seen(place, "questions", len(names))
    here = [
        (about_in_words(thread[0], place.collection, names), [(one, _form(place, one, form)) for one in thread])
        for thread in threads_of(asked)
    ]
    return render(request, "returns/tasks/questions.html", place.facts(threads=here, form=form))


def _form(place: Place, question: Asked, sent: AnswerForm | None) -> AnswerForm | None:
    """The form below a question that waits: the one that was sent, where it was this question's."""
    if not question.is_open or not place.may("answer"):
        return None
    if sent is not None and sent.data.get("question") == question.public_id:
        return sent
    begun = {"revision": place.school_return.revision, "question": question.public_id}
    return AnswerForm(initial=begun, auto_id=_ids(question.public_id))


def _ids(question: str) -> str:
    """Each question's fields have ids of their own."""
    return f"id_{question if question.isalnum() else ''}_%s"
