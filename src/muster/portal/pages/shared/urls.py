"""Addresses that belong to no page."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from muster.portal.foundation.public_ids import LENGTH
from muster.portal.pages.shared.colour import colour


class Colour(StringConverter):
    """Six hexadecimal figures."""

    regex = "[0-9a-f]{6}"


class PublicId(StringConverter):
    """A row's id, in addresses written `<id:school>`."""

    regex = f"[a-z0-9]{{{LENGTH}}}"


register_converter(Colour, "colour")
register_converter(PublicId, "id")

urlpatterns: list[URLPattern] = [path("colour/<colour:colour>.css", colour, name="colour")]
