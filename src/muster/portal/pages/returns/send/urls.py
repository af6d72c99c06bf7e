"""Addresses of sending a file."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
