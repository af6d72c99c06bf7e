"""The authority's pages of one return."""
