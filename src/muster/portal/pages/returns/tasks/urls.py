"""Addresses of the task list of a return, what was sent, questions, and not taking part."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.tasks import identities, participation, questions, sent, task_list

urlpatterns: list[URLPattern] = [
    path("", task_list.task_list, name="return"),
    path("sent/", sent.sent, name="return-sent"),
    path("sent/<id:version>/file/", sent.file, name="return-file"),
    path("decline/", participation.decline, name="return-decline"),
    path("rejoin/", participation.rejoin, name="return-rejoin"),
    path("identities/", identities.identities, name="return-identities"),
    path("questions/", questions.questions, name="return-questions"),
    path("questions/answer/", questions.answer, name="return-answer"),
]
