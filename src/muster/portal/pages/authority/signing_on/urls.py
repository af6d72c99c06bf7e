"""Addresses of how an authority's people sign in."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.signing_on import views

urlpatterns: list[URLPattern] = [
    path("authority/sign-in/", views.sign_in, name="authority-sign-in"),
    path("authority/sign-in/provider/", views.provider, name="authority-sign-in-provider"),
    path("authority/sign-in/try/", views.trial, name="authority-sign-in-try"),
    path("authority/sign-in/switch/", views.switch, name="authority-sign-in-switch"),
    path("authority/sign-in/emergency/", views.emergency, name="authority-emergency"),
]
