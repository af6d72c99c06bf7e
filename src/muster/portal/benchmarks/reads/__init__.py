"""Reads of figures to compare with."""
