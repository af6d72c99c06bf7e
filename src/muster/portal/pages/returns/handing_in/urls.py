"""Addresses of handing in a file."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.handing_in import views

urlpatterns: list[URLPattern] = [
    path("file/", views.hand, name="return-hand-in"),
    path("file/received/", views.received, name="return-handed-in"),
    path("file/received/<id:handed_in>/", views.file, name="return-handed-in-file"),
]
