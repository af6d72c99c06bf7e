"""Words by their key: what a code means, what a subject is called."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def meaning(words: Mapping[str, str], key: str) -> str:
    """The words for this key, "" where there are none."""
    return words.get(key, "") if words else ""
