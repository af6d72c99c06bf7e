"""The provider's addresses: allauth's, a page to sign in, and what a test may do behind its back."""

from django.urls import include, path

from tests.portal.servers.openid_provider import views

urlpatterns = [
    path("login/", views.sign_in),
    path("control/<str:what>/", views.control),
    path("", include("allauth.idp.urls")),
    path("accounts/", include("allauth.account.urls")),
]
