"""Addresses of the expected pupils."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.pupils import spreadsheet, views

urlpatterns: list[URLPattern] = [
    path("pupils/", views.pupils, name="return-pupils"),
    path("pupils/one/", views.one, name="return-pupils-one"),
    path("pupils/several/", views.several, name="return-pupils-several"),
    path("pupils/joined/", views.joined, name="return-pupils-joined"),
    path("pupils/take-back/", views.back, name="return-pupils-take-back"),
    path("spreadsheet/", spreadsheet.spreadsheet, name="return-spreadsheet"),
]
