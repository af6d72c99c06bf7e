"""Pages of the authority summary."""
