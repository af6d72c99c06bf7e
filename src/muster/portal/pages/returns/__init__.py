"""A school's return: the pages of its steps."""
