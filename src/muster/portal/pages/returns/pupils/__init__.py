"""Pages of a return: the expected pupils."""
