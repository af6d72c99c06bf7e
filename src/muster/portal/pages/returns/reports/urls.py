"""Addresses of a return's reports."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.reports import given_out, views

urlpatterns: list[URLPattern] = [
    path("reports/", views.reports, name="return-reports"),
    path("reports/ask/", views.ask, name="return-reports-ask"),
    path("reports/<id:edition>/", given_out.page, name="return-report-page"),
    path("reports/<id:edition>/pdf/", given_out.pdf, name="return-report"),
    path("reports/<id:edition>/xlsx/", given_out.sheets, name="return-report-sheets"),
]
