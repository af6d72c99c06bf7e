"""Addresses of confirming, the receipt, and withdrawing."""

from django.urls import URLPattern, path

from muster.portal.pages.returns.confirm import receipt, views

urlpatterns: list[URLPattern] = [
    path("confirm/", views.confirm, name="return-confirm"),
    path("withdraw/", views.withdraw, name="return-withdraw"),
    path("receipt/", receipt.receipt, name="return-receipt"),
    path("receipt/pdf/", receipt.paper, name="return-receipt-pdf"),
    path("own-system/", receipt.own_system, name="return-own-system"),
    path("own-system/ctf/", receipt.ctf, name="return-ctf"),
]
