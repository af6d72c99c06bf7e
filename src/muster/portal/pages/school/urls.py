"""Addresses of a school's own pages."""

from django.urls import URLPattern, path

from muster.portal.pages.school import head, home, people, sharing

urlpatterns: list[URLPattern] = [
    path("schools/<id:school>/", home.home, name="school"),
    path("schools/<id:school>/people/", people.people, name="school-people"),
    path("schools/<id:school>/people/invite/", people.invite, name="school-invite"),
    path("schools/<id:school>/people/<id:membership>/", people.person, name="school-person"),
    path("schools/<id:school>/people/<id:membership>/link/", people.link, name="school-person-link"),
    path("schools/<id:school>/people/<id:membership>/remove/", people.remove, name="school-person-remove"),
    path("schools/<id:school>/trusts/", sharing.sharing, name="school-sharing"),
    path("schools/<id:school>/trusts/<id:shared>/stop/", sharing.stop, name="school-sharing-stop"),
    path("schools/<id:school>/head/", head.head, name="school-head"),
]
