"""Addresses of the authority's pages of one school's return."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.returns import acting, notes, overview, participation, waivers

ONE = "authority/schools/<id:school>/returns/<id:request_id>/"

urlpatterns: list[URLPattern] = [
    path(ONE, overview.overview, name="authority-return"),
    path(f"{ONE}notes/", notes.notes, name="authority-return-notes"),
    path(f"{ONE}participation/", participation.participation, name="authority-return-participation"),
    path("authority/schools/<id:school>/contact/", notes.contact, name="authority-school-contact"),
    path(f"{ONE}act/", acting.act, name="authority-return-act"),
    path(f"{ONE}act/end/", acting.end, name="authority-return-act-end"),
    path(f"{ONE}waivers/", waivers.waivers, name="authority-return-waivers"),
    path(f"{ONE}waivers/<id:waiver>/end/", waivers.end, name="authority-return-waiver-end"),
]
