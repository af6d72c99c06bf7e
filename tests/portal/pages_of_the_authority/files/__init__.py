"""The officers' pages of a collection of files alone."""
