"""Addresses of the operators' pages."""

from django.urls import URLPattern, path

from muster.portal.pages.operator import home

urlpatterns: list[URLPattern] = [
    path("operator/", home.home, name="operator"),
    path("operator/mails/<id:mail>/", home.send_mail, name="operator-mail"),
]
