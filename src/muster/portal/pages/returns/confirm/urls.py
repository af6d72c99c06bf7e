"""Addresses of confirming, the receipt, and withdrawing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
