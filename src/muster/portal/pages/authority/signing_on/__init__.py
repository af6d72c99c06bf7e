"""How an authority's own people sign in: its provider, and its emergency account."""
