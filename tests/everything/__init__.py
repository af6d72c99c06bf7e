"""Walks over everything there is: every route, read, action, table, template and sentence, found, not listed."""
