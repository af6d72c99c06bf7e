"""Addresses of putting right and explaining."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.check import causes, downloading, views

urlpatterns: list[URLPattern] = [
    path("check/", views.check, name="return-check"),
    path("check/keep/", views.keep, name="return-check-keep"),
    path("check/take-back/", views.drop, name="return-check-drop"),
    path("check/download/", downloading.download, name="return-check-download"),
    path("check/<slug:rule>/", causes.cause, name="return-check-cause"),
    path("check/<slug:rule>/save/", causes.save, name="return-check-save"),
]
