"""Addresses of putting right and explaining."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
