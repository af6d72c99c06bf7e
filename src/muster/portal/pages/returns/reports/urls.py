"""Addresses of a return's reports."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.reports import views

urlpatterns: list[URLPattern] = [
    path("reports/", views.reports, name="return-reports"),
    path("reports/ask/", views.ask, name="return-reports-ask"),
    path("reports/<id:edition>/", views.download, name="return-report"),
]
