"""Addresses of reports of several schools."""

from django.urls import URLPattern, path

from muster.portal.pages.summaries import authority, trust

_AUTHORITY = "authority/collections/<id:collection>/reports/authority/"
_TRUST = "trusts/<id:trust>/collections/<id:collection>/report/"

urlpatterns: list[URLPattern] = [
    path(_AUTHORITY, authority.summaries, name="authority-summary"),
    path(f"{_AUTHORITY}make/", authority.make, name="authority-summary-make"),
    path(f"{_AUTHORITY}<id:summary>/", authority.page, name="authority-summary-page"),
    path(f"{_AUTHORITY}<id:summary>/report.pdf", authority.pdf, name="authority-summary-pdf"),
    path(f"{_AUTHORITY}<id:summary>/report.xlsx", authority.workbook, name="authority-summary-workbook"),
    path(_TRUST, trust.summaries, name="trust-summary"),
    path(f"{_TRUST}make/", trust.make, name="trust-summary-make"),
    path(f"{_TRUST}<id:summary>/", trust.page, name="trust-summary-page"),
    path(f"{_TRUST}<id:summary>/report.pdf", trust.pdf, name="trust-summary-pdf"),
    path(f"{_TRUST}<id:summary>/report.xlsx", trust.workbook, name="trust-summary-workbook"),
]
