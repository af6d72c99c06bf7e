"""Addresses of a return's reports."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.reports import on_screen, views

urlpatterns: list[URLPattern] = [
    path("reports/", views.reports, name="return-reports"),
    path("reports/ask/", views.ask, name="return-reports-ask"),
    path("reports/<id:edition>/", on_screen.report, name="return-report-page"),
    path("reports/<id:edition>/pdf/", views.download, name="return-report"),
    path("reports/<id:edition>/xlsx/", on_screen.sheets, name="return-report-sheets"),
]
