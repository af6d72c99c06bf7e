"""Where the schools of a collection are."""
