"""Addresses of the authority's pages of reports."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.reports import fetching, given_out, publishing, views
from muster.portal.pages.authority.returns.urls import ONE

_OF = "authority/collections/<id:collection>/reports/"

urlpatterns: list[URLPattern] = [
    path(_OF, views.reports, name="authority-reports"),
    path(f"{_OF}make/", views.make, name="authority-reports-make"),
    path(f"{_OF}choose/", views.choose, name="authority-reports-choose"),
    path(f"{_OF}progress/", views.progress, name="authority-reports-progress"),
    path(f"{_OF}publish/", publishing.publish, name="authority-reports-publish"),
    path(f"{_OF}releases/<id:release>/", publishing.one, name="authority-reports-release"),
    path(f"{_OF}releases/<id:release>/off/", publishing.off, name="authority-reports-release-off"),
    path(f"{_OF}unfetched/", fetching.unfetched, name="authority-reports-unfetched"),
    path(f"{_OF}unfetched/remind/", fetching.remind, name="authority-reports-remind"),
    path(f"{ONE}reports/", given_out.reports, name="authority-return-reports"),
    path(f"{ONE}reports/<id:edition>/", given_out.page, name="authority-return-report-page"),
    path(f"{ONE}reports/<id:edition>/pdf/", given_out.report, name="authority-return-report"),
    path(f"{ONE}reports/<id:edition>/xlsx/", given_out.sheets, name="authority-return-report-sheets"),
]
