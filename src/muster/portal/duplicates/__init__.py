"""Pupils in two places: cases over what several schools say of a child, what schools answer, what officers decide."""
