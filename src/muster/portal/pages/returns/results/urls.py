"""Addresses of looking at the results."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
