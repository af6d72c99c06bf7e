"""Addresses of the tables that officers load, and of one school's details."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.tables import one, schools, uploading

urlpatterns: list[URLPattern] = [
    path("authority/tables/", uploading.every, name="authority-tables"),
    path("authority/tables/new/<slug:kind>/", uploading.upload, name="authority-table-upload"),
    path("authority/tables/new/<slug:kind>/empty.csv", uploading.empty, name="authority-table-empty"),
    path("authority/collections/<id:collection>/roll/", uploading.roll, name="authority-collection-roll"),
    path("authority/tables/<id:upload>/", one.table, name="authority-table"),
    path("authority/tables/<id:upload>/columns/", one.columns, name="authority-table-columns"),
    path("authority/tables/<id:upload>/load/", one.load, name="authority-table-load"),
    path("authority/tables/<id:upload>/discard/", one.discard, name="authority-table-discard"),
    path("authority/schools/add/", schools.add, name="authority-school-add"),
    path("authority/schools/<id:school>/details/", schools.details, name="authority-school-details"),
    path("authority/schools/<id:school>/number/", schools.number, name="authority-school-number"),
    path("authority/schools/<id:school>/merge/", schools.merge, name="authority-school-merge"),
]
