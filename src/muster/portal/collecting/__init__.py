"""A year's collection: its dates and settings, and what it asks of each school."""
