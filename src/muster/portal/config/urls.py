"""Every address of the portal; each area of pages brings its own."""

from django.urls import URLPattern, URLResolver, include, path

# An area is added here when its pages exist.
AREAS = (
    *("shared", "public", "door", "home", "school", "trust", "returns", "checking", "authority", "summaries"),
    *("operator", "post"),
)

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"muster.portal.pages.{area}.urls")) for area in AREAS]

handler400 = "muster.portal.pages.shared.errors.bad_request"
handler403 = "muster.portal.pages.shared.errors.forbidden"
handler404 = "muster.portal.pages.shared.errors.not_found"
handler500 = "muster.portal.pages.shared.errors.server_error"
