"""What an authority takes away of a collection."""
