"""Addresses of the authority's pages of pupils in two places."""

from django.urls import URLPattern, path

from muster.portal.pages.authority.duplicates import doing, guarding, listing, one

_ALL = "authority/collections/<id:collection>/pupils-in-two-places/"
_ONE = f"{_ALL}<id:case>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, listing.cases, name="authority-cases"),
    path(f"{_ALL}accept/", listing.accept, name="authority-cases-accept"),
    path(_ONE, one.case, name="authority-case"),
    path(f"{_ONE}next/", one.following, name="authority-case-next"),
    path(f"{_ONE}ask/", doing.ask, name="authority-case-ask"),
    path(f"{_ONE}asked/<id:ask>/withdraw/", doing.withdraw, name="authority-case-ask-withdraw"),
    path(f"{_ONE}decide/", doing.decide, name="authority-case-decide"),
    path(f"{_ONE}not-same/", doing.not_same, name="authority-case-not-same"),
    path(f"{_ONE}undo/", doing.undo, name="authority-case-undo"),
    path(f"{_ONE}show/", guarding.show, name="authority-case-show"),
    path(f"{_ONE}protect/", guarding.protect, name="authority-case-protect"),
]
