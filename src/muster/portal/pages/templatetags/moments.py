"""Moments as people where schools are say them."""

from datetime import datetime

from django import template

from muster.portal.foundation import clock

register = template.Library()


@register.filter
def said(moment: datetime | None) -> str:
    """The moment as in "24 November 2026 at 10:05am"; "" for none."""
    return clock.in_words(moment) if moment else ""
