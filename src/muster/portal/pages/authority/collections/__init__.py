"""An officer sets up a collection and opens it."""
