"""Pupils in two places: the cases of a collection, one case with what its schools say, and what officers make of it."""
