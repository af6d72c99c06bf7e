"""Pages of a return: what the school gets back."""
