"""Addresses of the task list of a return, what was sent, questions, and not taking part."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
