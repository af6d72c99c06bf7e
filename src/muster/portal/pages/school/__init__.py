"""A school's own pages: its home, its people, its head."""
