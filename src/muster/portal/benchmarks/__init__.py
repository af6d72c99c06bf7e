"""Figures to compare with that an authority adds to those that come with Muster."""
