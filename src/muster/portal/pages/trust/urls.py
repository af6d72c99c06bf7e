"""Addresses of a trust's own pages."""

from django.urls import URLPattern, path

from muster.portal.pages.trust import people, views

_ONE = "trusts/<id:trust>/"

urlpatterns: list[URLPattern] = [
    path(_ONE, views.trust, name="trust"),
    path(f"{_ONE}collections/<id:collection>/", views.schools, name="trust-schools"),
    path(f"{_ONE}collections/<id:collection>/schools.csv", views.download, name="trust-schools-csv"),
    path(f"{_ONE}people/", people.people, name="trust-people"),
    path(f"{_ONE}people/invite/", people.invite, name="trust-invite"),
    path(f"{_ONE}people/<id:membership>/", people.person, name="trust-person"),
    path(f"{_ONE}people/<id:membership>/link/", people.link, name="trust-person-link"),
    path(f"{_ONE}people/<id:membership>/remove/", people.remove, name="trust-person-remove"),
]
