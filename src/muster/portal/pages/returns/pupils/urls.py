"""Addresses of the expected pupils."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
