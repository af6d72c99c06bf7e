"""Muster: English local authorities' collection of optional Key Stage 1 teacher assessments."""

__version__ = "0.1.0"
