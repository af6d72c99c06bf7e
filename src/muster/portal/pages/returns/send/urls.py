"""Addresses of sending a file."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.send import stopped, views

urlpatterns: list[URLPattern] = [
    path("send/", views.send, name="return-send"),
    path("send/stopped/<id:turned_away>/", stopped.stopped, name="return-stopped"),
]
