"""Where the schools are."""
