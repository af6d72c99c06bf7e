"""Taking away."""
