"""Asking schools."""
