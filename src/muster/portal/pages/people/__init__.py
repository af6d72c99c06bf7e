"""Colleagues at a place: the pages are the same for a school and for an authority."""
