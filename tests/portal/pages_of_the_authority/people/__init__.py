"""The pages on an authority's own people and matters."""
