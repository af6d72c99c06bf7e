"""Addresses of the authority's pages of one school's return."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.returns import (
    acting,
    asking,
    clear,
    deciding,
    history,
    identities,
    notes,
    overview,
    participation,
    reviewing,
    turning,
    waivers,
)

ONE = "authority/schools/<id:school>/returns/<id:request_id>/"

urlpatterns: list[URLPattern] = [
    path("authority/collections/<id:collection>/accept/", clear.clear, name="authority-accept-clear"),
    path(ONE, overview.overview, name="authority-return"),
    path(f"{ONE}notes/", notes.notes, name="authority-return-notes"),
    path(f"{ONE}participation/", participation.participation, name="authority-return-participation"),
    path("authority/schools/<id:school>/contact/", notes.contact, name="authority-school-contact"),
    path(f"{ONE}act/", acting.act, name="authority-return-act"),
    path(f"{ONE}act/end/", acting.end, name="authority-return-act-end"),
    path(f"{ONE}identities/", identities.identities, name="authority-return-identities"),
    path(f"{ONE}identities/<id:result>/", identities.identity, name="authority-return-identity"),
    path(f"{ONE}review/", reviewing.review, name="authority-return-review"),
    path(f"{ONE}accept/", deciding.accept, name="authority-return-accept"),
    path(f"{ONE}reopen/", deciding.reopen, name="authority-return-reopen"),
    path(f"{ONE}questions/", asking.questions, name="authority-return-questions"),
    path(f"{ONE}questions/ask/", asking.ask, name="authority-return-ask"),
    path(f"{ONE}history/", history.history, name="authority-return-history"),
    path(f"{ONE}next/", turning.following, name="authority-return-next"),
    path(f"{ONE}previous/", turning.preceding, name="authority-return-previous"),
    path(f"{ONE}waivers/", waivers.waivers, name="authority-return-waivers"),
    path(f"{ONE}waivers/<id:waiver>/end/", waivers.end, name="authority-return-waiver-end"),
]
