"""Addresses of an officer's pages of collections."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.asking import views as asking
from muster.portal.pages.authority.benchmarks import views as benchmarks
from muster.portal.pages.authority.chasing import promises, ready, reminders
from muster.portal.pages.authority.collections import preview, views
from muster.portal.pages.authority.exporting import views as exporting
from muster.portal.pages.authority.files import views as received
from muster.portal.pages.authority.importing import views as importing
from muster.portal.pages.authority.progress import views as progress
from muster.portal.pages.authority.progress.watching import changes

_ONE = "authority/collections/<id:collection>/"

urlpatterns: list[URLPattern] = [
    path("authority/collections/", views.every, name="authority-collections"),
    path("authority/collections/new/", views.begin, name="authority-collection-begin"),
    path(_ONE, views.one, name="authority-collection"),
    path(f"{_ONE}like/", views.like, name="authority-collection-like"),
    path(f"{_ONE}dates/", views.dates, name="authority-collection-dates"),
    path(f"{_ONE}checks/", views.checks, name="authority-collection-checks"),
    path(f"{_ONE}practice/", views.practice, name="authority-collection-practice"),
    path(f"{_ONE}practice/<slug:system>/", views.system, name="authority-collection-system"),
    path(f"{_ONE}file/", views.file, name="authority-collection-file"),
    path(f"{_ONE}files/", received.received, name="authority-files"),
    path(f"{_ONE}files/all.zip", received.everything, name="authority-files-zip"),
    path(f"{_ONE}benchmarks/", benchmarks.benchmarks, name="authority-benchmarks"),
    path(f"{_ONE}benchmarks/emerging/", benchmarks.emerging, name="authority-benchmarks-emerging"),
    path(f"{_ONE}benchmarks/published/<int:year>/", benchmarks.published, name="authority-benchmarks-published"),
    path(f"{_ONE}benchmarks/pool/join/", benchmarks.join, name="authority-benchmarks-join"),
    path(f"{_ONE}benchmarks/pool/leave/", benchmarks.leave, name="authority-benchmarks-leave"),
    path(f"{_ONE}benchmarks/sets/<id:figures>/back/", benchmarks.take_back, name="authority-benchmarks-back"),
    path(f"{_ONE}exports/", exporting.exports, name="authority-exports"),
    path(f"{_ONE}exports/ask/", exporting.ask, name="authority-export-ask"),
    path(f"{_ONE}exports/schools/", exporting.schools, name="authority-export-schools"),
    path(f"{_ONE}exports/files/<id:export>/", exporting.export, name="authority-export"),
    path(f"{_ONE}exports/files/<id:export>/download/", exporting.download, name="authority-export-download"),
    path(f"{_ONE}exports/files/<id:export>/erase/", exporting.erase, name="authority-export-erase"),
    path(f"{_ONE}guidance/", views.guidance, name="authority-collection-guidance"),
    path(f"{_ONE}guidance/preview/", preview.preview, name="authority-collection-preview"),
    path(f"{_ONE}data/", views.care, name="authority-collection-care"),
    path(f"{_ONE}open/", views.open_it, name="authority-collection-open"),
    path(f"{_ONE}ask/", asking.ask, name="authority-collection-ask"),
    path(f"{_ONE}ready/", ready.ready, name="authority-ready"),
    path(f"{_ONE}ready/schools.csv", ready.download, name="authority-ready-download"),
    path(f"{_ONE}reminders/", reminders.reminders, name="authority-reminders"),
    path(f"{_ONE}reminders/new/", reminders.new, name="authority-reminder-new"),
    path(f"{_ONE}reminders/suggested/", reminders.suggest, name="authority-reminders-suggested"),
    path(f"{_ONE}reminders/<id:reminding>/", reminders.reminder, name="authority-reminder"),
    path(f"{_ONE}reminders/<id:reminding>/off/", reminders.off, name="authority-reminder-off"),
    path(f"{_ONE}promises/", promises.promises, name="authority-promises"),
    path(f"{_ONE}promises/notes.csv", promises.download, name="authority-promises-download"),
    path(f"{_ONE}imports/", importing.imports, name="authority-imports"),
    path(f"{_ONE}imports/begin/", importing.begin, name="authority-import-begin"),
    path(f"{_ONE}imports/<id:batch>/", importing.one, name="authority-import"),
    path(f"{_ONE}imports/<id:batch>/take/", importing.take, name="authority-import-take"),
    path(f"{_ONE}imports/<id:batch>/progress/", importing.progress, name="authority-import-progress"),
    path(f"{_ONE}imports/<id:batch>/report/", importing.report, name="authority-import-report"),
    path(f"{_ONE}progress/", progress.progress, name="authority-progress"),
    path(f"{_ONE}progress/changes/", changes, name="authority-progress-changes"),
    path(f"{_ONE}progress/schools.csv", progress.download, {"kind": "csv"}, name="authority-progress-csv"),
    path(f"{_ONE}progress/schools.xlsx", progress.download, {"kind": "xlsx"}, name="authority-progress-xlsx"),
]
