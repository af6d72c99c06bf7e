"""Addresses of a school's return: each step brings its own, below the return's address."""

from django.urls import URLResolver, include, path

AT = "schools/<id:school>/requests/<id:request_id>/"
STEPS = ("tasks", "pupils", "send", "check", "also_sent", "results", "confirm", "reports", "handing_in")

urlpatterns: list[URLResolver] = [path(AT, include(f"muster.portal.pages.returns.{step}.urls")) for step in STEPS]
