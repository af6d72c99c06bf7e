"""The authority’s pages of pupils in two places."""
