"""Addresses of the pupils whom another school has also sent."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.also_sent import views

urlpatterns: list[URLPattern] = [
    path("also-sent/", views.also_sent, name="return-also-sent"),
    path("also-sent/answer/", views.answer, name="return-also-sent-answer"),
]
