"""Pages of a return: looking at the results."""
