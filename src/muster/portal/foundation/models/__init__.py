"""The tables of the mechanisms."""
