"""Addresses of sharing agreements, and of pupils whom another authority has too."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.across import agreements, matches

urlpatterns: list[URLPattern] = [
    path("authority/sharing/", agreements.agreements, name="authority-sharing"),
    path("authority/sharing/record/", agreements.record, name="authority-sharing-record"),
    path("authority/sharing/<id:agreement>/end/", agreements.end, name="authority-sharing-end"),
    path("authority/across/", matches.matches, name="authority-across"),
    path("authority/across/<id:match>/", matches.match, name="authority-across-match"),
    path("authority/across/<id:match>/say/", matches.say, name="authority-across-say"),
    path("authority/across/<id:match>/write/", matches.write, name="authority-across-write"),
    path("authority/across/<id:match>/undo/", matches.undo, name="authority-across-undo"),
]
