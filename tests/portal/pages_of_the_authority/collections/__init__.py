"""Setting a collection up and opening it."""
