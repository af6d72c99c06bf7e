"""Addresses of the authority's pages of one school's return."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.returns import overview

ONE = "authority/schools/<id:school>/returns/<id:request_id>/"

urlpatterns: list[URLPattern] = [
    path(ONE, overview.overview, name="authority-return"),
]
