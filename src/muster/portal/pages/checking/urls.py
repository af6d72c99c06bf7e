"""Addresses of checking a file without sending it."""

from django.urls import URLPattern, path

from muster.portal.pages.checking import views

urlpatterns: list[URLPattern] = [
    path("check/", views.check, name="check-file"),
    path("schools/<id:school>/check/", views.check_for_school, name="school-check-file"),
]
