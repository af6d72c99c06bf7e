"""Addresses of the open pages."""

from django.urls import URLPattern, path

from muster.portal.pages.public.start import start

urlpatterns: list[URLPattern] = [path("", start, name="start")]
