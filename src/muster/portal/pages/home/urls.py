"""The address of everybody's home."""

from django.urls import URLPattern, path

from muster.portal.pages.home.home import home

urlpatterns: list[URLPattern] = [path("home/", home, name="home")]
