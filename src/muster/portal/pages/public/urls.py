"""Addresses of the open pages."""

from django.urls import URLPattern, path

from muster.portal.pages.public.declining import decline_link
from muster.portal.pages.public.guidance import guidance
from muster.portal.pages.public.health import health
from muster.portal.pages.public.robots import robots
from muster.portal.pages.public.rules import rules
from muster.portal.pages.public.start import start
from muster.portal.pages.public.statements import accessibility, privacy

urlpatterns: list[URLPattern] = [
    path("", start, name="start"),
    path("guidance/", guidance, name="guidance"),
    path("not-taking-part/<str:token>/", decline_link, name="decline-link"),
    path("rules/", rules, name="rules"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("health/", health, name="health"),
    path("robots.txt", robots, name="robots"),
]
