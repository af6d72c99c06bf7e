"""Addresses of looking at the results."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.results import views

urlpatterns: list[URLPattern] = [
    path("results/", views.results, name="return-results"),
    path("results/changes/", views.changes, name="return-changes"),
    path("results/print/", views.printed, name="return-print"),
    path("results/download/", views.download, name="return-results-download"),
]
