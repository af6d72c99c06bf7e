"""Asking schools to take part."""
