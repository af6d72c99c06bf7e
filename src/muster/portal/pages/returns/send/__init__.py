"""Pages of a return: sending a file."""
